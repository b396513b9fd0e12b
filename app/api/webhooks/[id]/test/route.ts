import { testWebhook } from '@/lib/http/operations/webhooks';
import { route } from '@/lib/http/route';
import { webhookView } from '@/lib/http/webhook-view';

export const POST = route(testWebhook, async ({ services, caller, params }) =>
  Response.json(webhookView(await services.webhooks.test(caller.userId, params.id))),
);
