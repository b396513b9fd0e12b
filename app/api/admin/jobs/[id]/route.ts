import { adminJobView } from '@/lib/http/admin/admin-job-view';
import { anyJob } from '@/lib/http/admin/job-actions';
import { inspectJob } from '@/lib/http/operations/admin-jobs';
import { route } from '@/lib/http/route';

export const GET = route(inspectJob, async ({ services, params }) =>
  Response.json(adminJobView(await anyJob(services, params.id))),
);
