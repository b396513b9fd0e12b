import type { Job } from '@/lib/jobs/job';

const MARKS: Record<Job['state'], string> = {
  scheduled: 'Scheduled',
  pending: 'Waiting',
  processing: 'Working',
  completed: '',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** The browser tab's title, so that a person who looks elsewhere sees how it goes. */
export function pageTitle(job: Pick<Job, 'state' | 'title' | 'progress'> | null): string {
  if (job === null) return 'Job · Firelane';
  const running = job.state === 'processing' && job.progress !== null;
  const mark = running ? `${Math.floor(job.progress?.percentage ?? 0)}%` : MARKS[job.state];
  return `${mark === '' ? '' : `${mark} · `}${job.title} · Firelane`;
}
