import type { Job } from '../../jobs/job';
import { isEnded } from '../../jobs/state';
import type { Engine } from '../engine';
import type { Alongside, JobWrite } from '../ports/job-store';
import { deliveriesOf } from '../webhooks/delivery-jobs';

type Change = Pick<JobWrite, 'patch' | 'parts' | 'tellServer' | 'alongside'>;

/**
 * A change with all that must be written in the same commit if it ends the job: the count at its parent, and what tells
 * its webhooks. Most jobs need nothing.
 */
export function withEnding(engine: Engine, job: Job, change: Change): Change {
  const { state } = change.patch;
  if (state === undefined || !isEnded(state)) return change;
  const create = deliveriesOf(engine, { ...job, ...change.patch });
  if (job.flow === null && create.length === 0) return change;
  const alongside: Alongside = {
    ...change.alongside,
    ...(create.length === 0 ? {} : { create }),
    ...(job.flow === null
      ? {}
      : { childEnded: { parentId: job.flow.parentId, failed: state !== 'completed' } }),
  };
  return { ...change, alongside };
}
