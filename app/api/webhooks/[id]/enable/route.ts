import { enableWebhook } from '@/lib/http/operations/webhooks';
import { route } from '@/lib/http/route';
import { webhookView } from '@/lib/http/webhook-view';

export const POST = route(enableWebhook, async ({ services, caller, params }) =>
  Response.json(webhookView(await services.webhooks.enable(caller.userId, params.id))),
);
