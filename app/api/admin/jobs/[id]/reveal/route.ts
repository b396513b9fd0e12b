import * as actions from '@/lib/http/admin/job-actions';
import { revealJob } from '@/lib/http/operations/admin-jobs';
import { route } from '@/lib/http/route';

export const POST = route(revealJob, async ({ services, caller, params }) =>
  Response.json(await actions.revealJob(services, caller, params.id)),
);
