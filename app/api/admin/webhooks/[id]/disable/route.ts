import { switchWebhook } from '@/lib/http/admin/webhooks';
import { disableAnyWebhook } from '@/lib/http/operations/admin-cluster';
import { route } from '@/lib/http/route';

export const POST = route(disableAnyWebhook, async ({ services, caller, params }) =>
  Response.json(await switchWebhook(services, caller, params.id, false)),
);
