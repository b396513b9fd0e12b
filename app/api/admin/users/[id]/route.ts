import * as users from '@/lib/http/admin/users';
import { inspectUser } from '@/lib/http/operations/admin-people';
import { route } from '@/lib/http/route';

export const GET = route(inspectUser, async ({ services, params }) =>
  Response.json(await users.inspectUser(services, params.id)),
);
