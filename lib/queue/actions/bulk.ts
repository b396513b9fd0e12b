import { JobError } from '../../jobs/error';
import type { Job } from '../../jobs/job';
import type { JobFilter } from '../../jobs/job-filter';
import type { BulkAction } from '../../jobs/kinds/bulk_action';
import type { JobState } from '../../jobs/state';
import type { Clock } from '../ports/environment';
import { StoreUnavailable } from '../ports/job-store';
import { QueueError } from '../queue-error';
import type { Queue } from '../queue';
import { sleep } from '../sleep';

/** What each action is made for, where the filter does not say. */
const STATES: Readonly<Record<BulkAction, readonly JobState[]>> = {
  replay: ['failed'],
  cancel: ['scheduled', 'pending', 'processing'],
  delete: ['failed'],
};

const PAGE = 200;

export interface BulkActions {
  /** Ids of the jobs that fit, newest first. */
  find(action: BulkAction, filter: JobFilter, limit: number): Promise<string[]>;
  /** False when the job is gone, or not in a state for it. @throws JobError when the store is away */
  act(action: BulkAction, jobId: string): Promise<boolean>;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * One action on many jobs, as the work of `bulk_action` does it.
 * @param remove deletes a job with whatever hangs on it outside of the queue
 */
export function bulkActions(
  queue: Queue,
  clock: Clock,
  remove: (job: Job) => Promise<void>,
): BulkActions {
  const actions: Record<BulkAction, (id: string) => Promise<unknown>> = {
    replay: (id) => queue.replay(id),
    cancel: async (id) => {
      const { state } = await queue.cancel(id);
      if (state === 'completed' || state === 'failed') throw ended();
    },
    delete: async (id) => {
      const job = await queue.get(id);
      if (job === null) throw new QueueError('not_found', 'There is no such job.');
      await remove(job);
    },
  };
  return {
    find: (action, filter, limit) =>
      settled(() =>
        idsOf(queue, { ...filter, states: filter.states ?? [...STATES[action]] }, limit),
      ),
    act: (action, id) =>
      settled(async () => {
        try {
          await actions[action](id);
          return true;
        } catch (error) {
          const refused =
            error instanceof QueueError &&
            (error.code === 'not_found' || error.code === 'illegal_transition');
          if (refused) return false;
          throw error;
        }
      }),
    sleep: (ms, signal) => sleep(clock, ms, signal),
  };
}

function ended(): QueueError {
  return new QueueError('illegal_transition', 'The job has ended by itself.');
}

async function idsOf(queue: Queue, filter: JobFilter, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await queue.find(filter, { limit: PAGE, ...(cursor === null ? {} : { cursor }) });
    ids.push(...page.jobs.map((job) => job.id));
    cursor = page.nextCursor;
  } while (cursor !== null && ids.length < limit);
  return ids.slice(0, limit);
}

/** A store that does not answer is nobody's fault: the action goes on later. */
async function settled<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    const message = 'The database did not answer. The action goes on by itself.';
    throw new JobError('network', 'store_unavailable', message, { cause: error });
  }
}
