import { createUpload, describeUploads } from '@/lib/http/operations/media';
import { route } from '@/lib/http/route';
import { answerUpload } from '@/lib/media/uploads/upload-server';

export const POST = route(createUpload, ({ request, services, caller }) =>
  answerUpload(request, {
    media: services.media,
    ownerId: caller.userId,
    maxBytes: services.maxUploadBytes,
    uploadId: null,
  }),
);

export const OPTIONS = route(describeUploads, ({ request, services }) =>
  answerUpload(request, {
    media: services.media,
    ownerId: '',
    maxBytes: services.maxUploadBytes,
    uploadId: null,
  }),
);
