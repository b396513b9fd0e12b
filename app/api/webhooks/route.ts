import { addWebhook, listWebhooks } from '@/lib/http/operations/webhooks';
import { route } from '@/lib/http/route';
import { webhookView } from '@/lib/http/webhook-view';

export const GET = route(listWebhooks, async ({ services, caller }) => {
  const webhooks = await services.webhooks.list(caller.userId);
  return Response.json({ webhooks: webhooks.map(webhookView) });
});

export const POST = route(addWebhook, async ({ services, caller, body }) => {
  const { webhook, secret } = await services.webhooks.add(caller.userId, body.url);
  return Response.json({ ...webhookView(webhook), secret }, { status: 201 });
});
