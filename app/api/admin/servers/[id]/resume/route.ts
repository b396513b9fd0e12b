import { changeServer } from '@/lib/http/admin/servers';
import { resumeServer } from '@/lib/http/operations/admin-cluster';
import { route } from '@/lib/http/route';

export const POST = route(resumeServer, async ({ services, caller, params }) =>
  Response.json(await changeServer(services, caller, params.id, false)),
);
