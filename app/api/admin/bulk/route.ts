import { adminJobView } from '@/lib/http/admin/admin-job-view';
import { startBulk } from '@/lib/http/admin/bulk';
import { bulkAction } from '@/lib/http/operations/admin-jobs';
import { route } from '@/lib/http/route';

export const POST = route(bulkAction, async ({ services, caller, body }) => {
  const job = await startBulk(services, caller, body);
  return Response.json(adminJobView(job), {
    status: 202,
    headers: { Location: `/api/admin/jobs/${job.id}` },
  });
});
