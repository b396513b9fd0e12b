import { amendJobOutput } from '@/lib/http/amend-output';
import { jobView } from '@/lib/http/job-view';
import { amendOutput } from '@/lib/http/operations/jobs';
import { ownedJob } from '@/lib/http/owned-job';
import { route } from '@/lib/http/route';

export const PATCH = route(amendOutput, async ({ services, caller, params, body }) => {
  const { id } = await ownedJob(services.queue, caller, params.id);
  return Response.json(jobView(await amendJobOutput(services.queue, id, body)));
});
