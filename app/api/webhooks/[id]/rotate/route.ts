import { rotateWebhook } from '@/lib/http/operations/webhooks';
import { route } from '@/lib/http/route';
import { webhookView } from '@/lib/http/webhook-view';

export const POST = route(rotateWebhook, async ({ services, caller, params }) => {
  const { webhook, secret } = await services.webhooks.rotate(caller.userId, params.id);
  return Response.json({ ...webhookView(webhook), secret });
});
