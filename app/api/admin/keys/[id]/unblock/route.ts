import * as keys from '@/lib/http/admin/keys';
import { unblockKey } from '@/lib/http/operations/admin-cluster';
import { route } from '@/lib/http/route';

export const POST = route(unblockKey, async ({ services, caller, params }) =>
  Response.json(await keys.unblockKey(services, caller, params.id)),
);
