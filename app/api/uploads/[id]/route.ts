import { abandonUpload, continueUpload, readUpload } from '@/lib/http/operations/media';
import { route, type RouteHandler } from '@/lib/http/route';
import { answerUpload } from '@/lib/media/uploads/upload-server';

function uploadRoute(
  operation: typeof readUpload | typeof continueUpload | typeof abandonUpload,
): RouteHandler {
  return route(operation, ({ request, services, caller, params }) =>
    answerUpload(request, {
      media: services.media,
      ownerId: caller.userId,
      maxBytes: services.maxUploadBytes,
      uploadId: params.id,
    }),
  );
}

export const HEAD = uploadRoute(readUpload);
export const PATCH = uploadRoute(continueUpload);
export const DELETE = uploadRoute(abandonUpload);
