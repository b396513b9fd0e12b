import type { Job } from '../../jobs/job';
import { canTransition, type JobState } from '../../jobs/state';
import { QueueError } from '../queue-error';

/**
 * The only way a job's state changes.
 * @param from the states that this step is for: several steps lead to `pending`, and a replay is not a release
 * @throws QueueError `illegal_transition` when the job is in none of them, or the table has no such step
 */
export function move(
  job: Job,
  from: readonly JobState[],
  to: JobState,
  patch: Partial<Job>,
): Partial<Job> {
  if (!from.includes(job.state) || !canTransition(job.state, to)) {
    throw new QueueError('illegal_transition', `A ${job.state} job cannot become ${to}.`);
  }
  return { ...patch, state: to };
}
