import type { Job, Millis } from '../../jobs/job';
import type { JobWrite } from '../ports/job-store';
import { awaitChildren } from '../transitions/flow';
import { release } from '../transitions/settle';
import type { AwaitChildren } from './await-children';

/** Ends an attempt until the job's children have ended; they begin in the same commit. */
export function park(
  job: Job,
  now: Millis,
  { children: created }: AwaitChildren,
  usage: Job['usage'],
): Pick<JobWrite, 'patch' | 'alongside'> {
  if (job.children === null) {
    const count = { total: created.length, ended: 0, failed: 0 };
    return {
      patch: { ...awaitChildren(job, now, count), usage },
      alongside: { create: created },
    };
  }
  // The last of them may have ended since the work asked.
  const { ended, total } = job.children;
  const patch = ended >= total ? release(job, now) : awaitChildren(job, now, job.children);
  return { patch: { ...patch, usage } };
}
