import type { Job, Millis } from '../jobs/job';
import { earliestStart } from '../queue/rank';

/**
 * Whether this machine's own engine may stand in for providers that are out, in an attempt that runs now: on the
 * last one, or when the job has waited for longer than a person sits out. Attempts that an outage ended are no
 * reason: they do not count, and may be many. Nor are those before a replay.
 * @param patienceMs milliseconds since the job could start, by its submit or its last replay
 * @see docs/decisions/0006-two-text-engines.md
 */
export function mayStandIn(
  job: Readonly<Job>,
  { now, patienceMs }: { now: Millis; patienceMs: number },
): boolean {
  return job.failures + 1 >= job.maxAttempts || now - earliestStart(job) > patienceMs;
}
