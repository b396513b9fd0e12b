import { adminJobView } from '@/lib/http/admin/admin-job-view';
import { cancelJob } from '@/lib/http/admin/job-actions';
import { cancelAnyJob } from '@/lib/http/operations/admin-jobs';
import { route } from '@/lib/http/route';

export const POST = route(cancelAnyJob, async ({ services, caller, params }) =>
  Response.json(adminJobView(await cancelJob(services, caller, params.id)), { status: 202 }),
);
