import * as alerts from '@/lib/http/admin/alerts';
import { revealAlertSecret } from '@/lib/http/operations/admin-alerts';
import { route } from '@/lib/http/route';

export const POST = route(revealAlertSecret, async ({ services, caller }) =>
  Response.json(await alerts.revealAlertSecret(services, caller)),
);
