import { jobView } from '@/lib/http/job-view';
import { cancelJob } from '@/lib/http/operations/jobs';
import { ownedJob } from '@/lib/http/owned-job';
import { route } from '@/lib/http/route';

export const POST = route(cancelJob, async ({ services, caller, params }) => {
  const { id } = await ownedJob(services.queue, caller, params.id);
  return Response.json(jobView(await services.queue.cancel(id)), { status: 202 });
});
