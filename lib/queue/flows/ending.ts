import type { Job } from '../../jobs/job';
import { isEnded } from '../../jobs/state';
import type { JobWrite } from '../ports/job-store';

type Change = Pick<JobWrite, 'patch' | 'parts' | 'tellServer' | 'alongside'>;

/** A change with all that must be written in the same commit if it ends the job; most jobs need nothing. */
export function withEnding(job: Job, change: Change): Change {
  const { state } = change.patch;
  if (state === undefined || !isEnded(state) || job.flow === null) return change;
  const { parentId } = job.flow;
  const childEnded = { parentId, failed: state !== 'completed' };
  return { ...change, alongside: { ...change.alongside, childEnded } };
}
