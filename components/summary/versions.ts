import type { Job } from '@/lib/jobs/job';
import type { SummaryStyle } from '@/lib/jobs/kinds/summary';

/** The style that a summary job was asked for; null when its input says none. */
export function styleOf(job: Pick<Job, 'input'>): SummaryStyle | null {
  if (job.input === null) return null;
  const { style } = JSON.parse(job.input) as { style?: SummaryStyle };
  return style ?? null;
}

/** The jobs of one style, oldest first. */
export function versionsOf(jobs: readonly Job[], style: SummaryStyle): Job[] {
  return jobs
    .filter((job) => styleOf(job) === style)
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}
