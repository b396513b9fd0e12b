import { jobView } from '@/lib/http/job-view';
import * as operations from '@/lib/http/operations/jobs';
import { route } from '@/lib/http/route';
import { acceptedResponse, submitJob } from '@/lib/http/submit-job';

export const POST = route(
  operations.submitJob,
  async ({ services, caller, body, idempotencyKey }) =>
    acceptedResponse(
      await submitJob(services, caller, {
        ...body,
        idempotencyKey,
        locate: (path) => ['input', ...path],
      }),
    ),
);

export const GET = route(operations.listJobs, async ({ services, caller, query }) => {
  const page = await services.queue.list({
    userId: caller.userId,
    limit: query.limit,
    ...(query.kind === undefined ? {} : { kinds: query.kind }),
    ...(query.state === undefined ? {} : { states: query.state }),
    ...(query.subjectId === undefined ? {} : { subjectId: query.subjectId }),
    ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
  });
  return Response.json({ jobs: page.jobs.map(jobView), nextCursor: page.nextCursor });
});
