import type { Job } from '@/lib/jobs/job';

/** Before this much is done a guess would be a lottery. */
const MIN_PERCENTAGE = 4;
const MIN_ELAPSED_MS = 2_000;

/**
 * Milliseconds until a running job is done, from the pace so far; null when too little is known. The pace is
 * measured on the worker's clock alone (start to last report); only the time since that report is the reader's.
 */
export function remainingMs(job: Pick<Job, 'state' | 'startedAt' | 'progress'>, now: number) {
  const { startedAt, progress } = job;
  if (job.state !== 'processing' || startedAt === null || progress === null) return null;
  const elapsed = progress.updatedAt - startedAt;
  if (elapsed < MIN_ELAPSED_MS || progress.percentage < MIN_PERCENTAGE) return null;
  if (progress.percentage >= 100) return 0;
  const total = (elapsed * 100) / progress.percentage;
  return Math.max(0, total - elapsed - Math.max(0, now - progress.updatedAt));
}
