import type { Job } from '../jobs/job';
import type { Queue } from '../queue/queue';
import { QueueError } from '../queue/queue-error';
import { fieldProblems } from './field-problems';
import { HttpProblem } from './problem';

/**
 * Replaces a completed job's output.
 * @throws HttpProblem `invalid_input` with pointers into the caller's body; QueueError
 */
export async function amendJobOutput(
  queue: Queue,
  id: string,
  amendment: { revision: number; output: unknown },
): Promise<Job> {
  try {
    return await queue.amend(id, amendment);
  } catch (error) {
    if (!(error instanceof QueueError) || error.code !== 'invalid_input') throw error;
    throw new HttpProblem('invalid_input', error.message, {
      errors: fieldProblems(error.issues, ['output']),
      cause: error,
    });
  }
}
