import { changeServer } from '@/lib/http/admin/servers';
import { drainServer } from '@/lib/http/operations/admin-cluster';
import { route } from '@/lib/http/route';

export const POST = route(drainServer, async ({ services, caller, params }) =>
  Response.json(await changeServer(services, caller, params.id, true)),
);
