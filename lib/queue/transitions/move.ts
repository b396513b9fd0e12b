import type { Job } from '../../jobs/job';
import { canTransition, type JobState } from '../../jobs/state';
import { QueueError } from '../queue-error';

/**
 * The only way a job's state changes.
 * @throws QueueError `illegal_transition` when the table has no such step
 */
export function move(job: Job, to: JobState, patch: Partial<Job>): Partial<Job> {
  if (!canTransition(job.state, to)) {
    throw new QueueError('illegal_transition', `A ${job.state} job cannot become ${to}.`);
  }
  return { ...patch, state: to };
}
