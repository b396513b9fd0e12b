import { deleteJob } from '@/lib/http/delete-job';
import { jobView } from '@/lib/http/job-view';
import * as operations from '@/lib/http/operations/jobs';
import { ownedJob } from '@/lib/http/owned-job';
import { route } from '@/lib/http/route';

export const GET = route(operations.getJob, async ({ services, caller, params }) => {
  const { queue } = services;
  const job = await ownedJob(queue, caller, params.id);
  const [input, output, position] = await Promise.all([
    queue.input(job),
    queue.output(job),
    queue.position(job),
  ]);
  return Response.json({ ...jobView(job), input, output, position });
});

export const DELETE = route(operations.deleteJob, async ({ services, caller, params }) => {
  await deleteJob(services, await ownedJob(services.queue, caller, params.id));
  return new Response(null, { status: 204 });
});
