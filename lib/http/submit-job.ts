import { kindOf } from '../jobs/registry';
import type { Submitted, SubmitRequest } from '../queue/queue';
import { QueueError } from '../queue/queue-error';
import type { Caller } from './caller';
import { fieldProblems } from './field-problems';
import { jobView } from './job-view';
import { HttpProblem } from './problem';
import { rateLimitHeaders } from './rate-limit-headers';
import type { Services } from './services';
import { requireSources } from './submit-sources';

export interface SubmitInput {
  kind: string;
  input: unknown;
  priority?: SubmitRequest['priority'];
  /** ISO 8601. */
  runAt?: string | undefined;
  idempotencyKey: string | undefined;
  /** Where a field of the kind's input stands in the caller's body. */
  locate: (path: readonly PropertyKey[]) => readonly PropertyKey[];
}

/**
 * Submits a job for a caller.
 * @throws HttpProblem `invalid_input` with pointers into the caller's body; QueueError; StoreUnavailable
 */
export async function submitJob(
  services: Services,
  caller: Caller,
  { locate, ...input }: SubmitInput,
): Promise<Submitted> {
  if (kindOf(input.kind)?.internal === true) {
    throw new QueueError('unknown_kind', `There is no kind of job called ${input.kind}.`);
  }
  try {
    await requireSources(services, caller, input);
    return await services.queue.submit({
      kind: input.kind,
      userId: caller.userId,
      input: input.input,
      priority: input.priority,
      runAt: input.runAt === undefined ? undefined : Date.parse(input.runAt),
      idempotencyKey: input.idempotencyKey,
      plan: caller.plan,
    });
  } catch (error) {
    if (!(error instanceof QueueError) || error.code !== 'invalid_input') throw error;
    const issues = error.issues.map(({ path, message }) => ({ path: locate(path), message }));
    throw new HttpProblem('invalid_input', error.message, {
      errors: fieldProblems(issues),
      cause: error,
    });
  }
}

/** The answer to an accepted submit; `extra` comes before the job's own fields. */
export function acceptedResponse(
  { job, replayed, allowance }: Submitted,
  extra: Readonly<Record<string, unknown>> = {},
): Response {
  return Response.json(
    { ...extra, ...jobView(job) },
    {
      status: 202,
      headers: {
        Location: `/api/jobs/${job.id}`,
        'Retry-After': String(secondsToFirstLook(job.kind)),
        ...rateLimitHeaders(allowance),
        ...(replayed ? { 'Idempotency-Replayed': 'true' } : {}),
      },
    },
  );
}

/** A kind's share is about the length of its shorter jobs. */
function secondsToFirstLook(kind: string): number {
  const shareMs = kindOf(kind)?.shareMs ?? 0;
  return Math.min(10, Math.max(1, Math.ceil(shareMs / 1000)));
}
