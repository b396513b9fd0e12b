import { childrenOfJob } from '@/lib/http/admin/children-of-job';
import { listChildren } from '@/lib/http/operations/admin-jobs';
import { route } from '@/lib/http/route';

export const GET = route(listChildren, async ({ services, params }) =>
  Response.json(await childrenOfJob(services, params.id)),
);
