import type { Job } from '../jobs/job';
import type { Queue } from '../queue/queue';
import type { Caller } from './caller';
import { HttpProblem } from './problem';

/**
 * A job of the caller. Another person's is answered like one that is not there: nobody learns which ids exist.
 * @throws HttpProblem `not_found`
 */
export async function ownedJob(queue: Queue, caller: Caller, id: string): Promise<Job> {
  const job = await queue.get(id);
  if (job === null || job.userId !== caller.userId) {
    throw new HttpProblem('not_found', 'You have no job with this id; it may have been deleted.');
  }
  return job;
}
