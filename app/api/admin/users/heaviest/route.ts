import { heaviestUsers } from '@/lib/http/admin/users';
import { listHeaviestUsers } from '@/lib/http/operations/admin-people';
import { route } from '@/lib/http/route';

export const GET = route(listHeaviestUsers, async ({ services, query }) =>
  Response.json(await heaviestUsers(services.engine, query)),
);
