import type { Job } from '../../jobs/job';
import { isEnded } from '../../jobs/state';
import { change, retentionOf } from '../actions/change';
import type { Engine } from '../engine';
import type { JobWrite } from '../ports/job-store';
import { settleCancelled } from '../transitions/settle';
import { childrenOf } from './children-of';
import { withEnding } from './ending';

/**
 * Cancels one job; what follows for its family is `afterEnd`'s. Waiting: ends at once. Processing: asks its worker,
 * which hears of it by a listener. Ended: nothing to do.
 * @throws QueueError `not_found`; StoreUnavailable
 */
export function cancelJob(engine: Engine, id: string): Promise<Job> {
  return change(engine, id, async (job) => {
    if (isEnded(job.state)) return null;
    if (job.state !== 'processing') return withEnding(engine, job, await cancelled(engine, job));
    if (job.cancelRequestedAt !== null) return null;
    const now = engine.clock.now();
    return {
      patch: { cancelRequestedAt: now, updatedAt: now },
      ...(job.lease === null ? {} : { tellServer: job.lease.serverId }),
    };
  });
}

/** Children that nobody would let go any more end in the same commit. */
async function cancelled(engine: Engine, job: Job): Promise<Pick<JobWrite, 'patch' | 'alongside'>> {
  const end = (ending: Job): Partial<Job> =>
    settleCancelled(ending, engine.clock.now(), retentionOf(engine, ending));
  if (job.children === null) return { patch: end(job) };
  const children = await childrenOf(engine, job);
  const held = children.filter(
    (child) => child !== null && child.job.state === 'scheduled' && child.job.flow?.held === true,
  );
  const { total, ended, failed } = job.children;
  const count = { total, ended: ended + held.length, failed: failed + held.length };
  const others = held.flatMap((child) =>
    child === null ? [] : [{ id: child.job.id, version: child.version, patch: end(child.job) }],
  );
  return { patch: { ...end(job), children: count }, alongside: { others } };
}
