import { mediaResponse } from '@/lib/http/media-response';
import * as operations from '@/lib/http/operations/media';
import { ownedMedia } from '@/lib/http/owned-media';
import { route } from '@/lib/http/route';

export const GET = route(operations.readMedia, async ({ request, services, caller, params }) =>
  mediaResponse(services.media, await ownedMedia(services.media, caller, params.id), request),
);

export const DELETE = route(operations.deleteMedia, async ({ services, caller, params }) => {
  const { id } = await ownedMedia(services.media, caller, params.id);
  await services.media.delete(id);
  return new Response(null, { status: 204 });
});
