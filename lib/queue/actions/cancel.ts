import type { Job } from '../../jobs/job';
import { isEnded } from '../../jobs/state';
import type { Engine } from '../engine';
import { settleCancelled } from '../transitions/settle';
import { change, retentionOf } from './change';

/** Waiting: ends at once. Processing: asks its worker, which hears of it by a listener. Ended: nothing to do. */
export function cancel(engine: Engine, id: string): Promise<Job> {
  return change(engine, id, (job) => {
    if (isEnded(job.state)) return null;
    const now = engine.clock.now();
    if (job.state !== 'processing') {
      return { patch: settleCancelled(job, now, retentionOf(engine, job)) };
    }
    if (job.cancelRequestedAt !== null) return null;
    return {
      patch: { cancelRequestedAt: now, updatedAt: now },
      ...(job.lease === null ? {} : { tellServer: job.lease.serverId }),
    };
  });
}
