import type { Job } from '../jobs/job';
import { isEnded } from '../jobs/state';
import type { MediaStore } from '../media/storage/media-store';
import type { Queue } from '../queue/queue';
import type { Webhooks } from '../queue/webhooks/webhooks';
import { QueueError } from '../queue/queue-error';
import { endOf } from './job-end';

/** How long running jobs may take to stop before we answer without them. */
const STOP_MS = 5_000;
const PAGE = 100;

export interface Erased {
  jobs: number;
  media: number;
  /** Running jobs that were told to stop and have not stopped yet. */
  stopping: number;
}

/** Deletes every job, file and webhook of a person; live jobs are cancelled first. */
export async function erasePerson(
  {
    queue,
    media,
    webhooks,
  }: { queue: Queue; media: MediaStore; webhooks: Pick<Webhooks, 'removeAll'> },
  userId: string,
  stopMs = STOP_MS,
): Promise<Erased> {
  // First: nobody is to hear of the jobs that are cancelled now.
  await webhooks.removeAll(userId);
  const jobs = await allJobs(queue, userId);
  const deadline = AbortSignal.timeout(stopMs);
  const removed = await Promise.all(jobs.map((job) => eraseJob(queue, job, deadline)));
  const files = await media.list(userId);
  const deleted = await Promise.all(files.map((file) => media.delete(file.id)));
  return {
    jobs: removed.filter(Boolean).length,
    media: deleted.filter(Boolean).length,
    stopping: removed.filter((gone) => !gone).length,
  };
}

async function allJobs(queue: Queue, userId: string): Promise<Job[]> {
  const jobs: Job[] = [];
  let cursor: string | null = null;
  do {
    const page = await queue.list({ userId, limit: PAGE, ...(cursor === null ? {} : { cursor }) });
    jobs.push(...page.jobs);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return jobs;
}

/** False when the job still runs. */
async function eraseJob(queue: Queue, job: Job, deadline: AbortSignal): Promise<boolean> {
  try {
    if (!isEnded(job.state)) {
      const cancelled = await queue.cancel(job.id);
      if (!isEnded(cancelled.state) && !(await endOf(queue, job.id, deadline))) return false;
    }
    await queue.remove(job.id);
    return true;
  } catch (error) {
    if (!(error instanceof QueueError)) throw error;
    // Somebody else deleted it, or a person started it again meanwhile.
    return error.code === 'not_found';
  }
}
