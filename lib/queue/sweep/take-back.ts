import type { Job } from '../../jobs/job';
import { isEnded } from '../../jobs/state';
import type { Engine } from '../engine';
import { abandonedError } from '../errors';
import { afterEnd } from '../flows/after-end';
import { withEnding } from '../flows/ending';
import type { StoredJob } from '../ports/job-store';
import { fail, settleCancelled } from '../transitions/settle';
import { retentionOf } from '../actions/change';

/** For jobs of a kind that this version does not declare. */
const UNDECLARED_RETRY = { maxAttempts: 1, backoffMs: 60_000, maxBackoffMs: 60_000 };

/**
 * Takes a processing job away from an attempt that will not end it: back to pending, or to its end when it
 * was cancelled or is out of attempts. If its worker lives after all, the worker's next write is refused.
 * @returns whether this call did it
 */
export async function takeBack(engine: Engine, { job, version }: StoredJob): Promise<boolean> {
  if (isEnded(job.state)) return false;
  const now = engine.clock.now();
  const retentionMs = retentionOf(engine, job);
  const patch: Partial<Job> =
    job.cancelRequestedAt === null
      ? fail(job, {
          now,
          error: abandonedError(),
          retry: engine.kindOf(job.kind)?.retry ?? UNDECLARED_RETRY,
          retentionMs,
          random: engine.entropy.random(),
          usage: null,
        })
      : settleCancelled(job, now, retentionMs);
  const change = withEnding(engine, job, { patch });
  const outcome = await engine.jobs.write({ id: job.id, version, ...change });
  if (!outcome.ok) return false;
  engine.log.warn({ jobId: job.id, server: job.lease?.serverId }, 'taken back');
  const taken = { ...job, ...patch };
  if (isEnded(taken.state)) await afterEnd(engine, taken);
  return true;
}
