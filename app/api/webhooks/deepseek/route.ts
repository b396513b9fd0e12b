import { jobStatus } from '@/lib/http/job-status';
import { deepseekNotice, deepseekStatus } from '@/lib/http/operations/deepseek';
import { ownedJob } from '@/lib/http/owned-job';
import { route } from '@/lib/http/route';

export const GET = route(deepseekStatus, async ({ services, caller, query }) =>
  Response.json(jobStatus(await ownedJob(services.queue, caller, query.jobId))),
);

export const POST = route(deepseekNotice, async ({ services, caller, body }) =>
  Response.json(jobStatus(await ownedJob(services.queue, caller, body.jobId))),
);
