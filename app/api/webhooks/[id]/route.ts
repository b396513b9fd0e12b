import { removeWebhook } from '@/lib/http/operations/webhooks';
import { route } from '@/lib/http/route';

export const DELETE = route(removeWebhook, async ({ services, caller, params }) => {
  await services.webhooks.remove(caller.userId, params.id);
  return new Response(null, { status: 204 });
});
