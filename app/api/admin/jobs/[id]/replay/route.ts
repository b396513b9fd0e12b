import { adminJobView } from '@/lib/http/admin/admin-job-view';
import * as actions from '@/lib/http/admin/job-actions';
import { replayJob } from '@/lib/http/operations/admin-jobs';
import { route } from '@/lib/http/route';

export const POST = route(replayJob, async ({ services, caller, params, body }) =>
  Response.json(adminJobView(await actions.replayJob(services, caller, params.id, body)), {
    status: 202,
  }),
);
