import { changeBreaker } from '@/lib/http/admin/breakers';
import { resetBreaker } from '@/lib/http/operations/admin-cluster';
import { route } from '@/lib/http/route';

export const POST = route(resetBreaker, async ({ services, caller, params }) =>
  Response.json(await changeBreaker(services, caller, params.id, 'reset')),
);
