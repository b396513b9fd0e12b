import type { Job } from '../../jobs/job';
import { isEnded } from '../../jobs/state';
import type { Engine } from '../engine';
import { afterEnd } from '../flows/after-end';
import { cancelJob } from '../flows/cancel-job';

/** Cancels a job, and the children of one that has some. */
export async function cancel(engine: Engine, id: string): Promise<Job> {
  const job = await cancelJob(engine, id);
  // Also of one that had ended: an earlier cancel may not have come to its children.
  if (isEnded(job.state)) await afterEnd(engine, job);
  return job;
}
