import type { Job } from '@/lib/jobs/job';

/** Where a job is read. */
export function jobPath(job: Pick<Job, 'id'>): string {
  return `/jobs/${encodeURIComponent(job.id)}`;
}
