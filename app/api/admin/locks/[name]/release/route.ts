import * as locks from '@/lib/http/admin/locks';
import { releaseLock } from '@/lib/http/operations/admin-cluster';
import { route } from '@/lib/http/route';

export const POST = route(releaseLock, async ({ services, caller, params }) =>
  Response.json(await locks.releaseLock(services, caller, params.name)),
);
