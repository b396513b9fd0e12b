import { jobView } from '@/lib/http/job-view';
import { retryJob } from '@/lib/http/operations/jobs';
import { ownedJob } from '@/lib/http/owned-job';
import { rateLimitHeaders } from '@/lib/http/rate-limit-headers';
import { route } from '@/lib/http/route';

export const POST = route(retryJob, async ({ services, caller, params }) => {
  const { id } = await ownedJob(services.queue, caller, params.id);
  const { job, allowance } = await services.queue.retry(id, caller.plan);
  return Response.json(jobView(job), {
    status: 202,
    headers: { Location: `/api/jobs/${id}`, ...rateLimitHeaders(allowance) },
  });
});
