import type { AdminJob } from '@/hooks/monitor/admin-job';

export interface ErrorCount {
  code: string;
  jobs: number;
  /** What one of them says. */
  example: string;
}

/** How many jobs failed with each code, the most frequent first. */
export function errorCounts(jobs: readonly Pick<AdminJob, 'error'>[]): ErrorCount[] {
  const counts = new Map<string, ErrorCount>();
  for (const { error } of jobs) {
    const code = error?.code ?? 'unknown';
    const known = counts.get(code);
    if (known === undefined) counts.set(code, { code, jobs: 1, example: error?.message ?? '' });
    else known.jobs += 1;
  }
  return [...counts.values()].sort(
    (one, other) => other.jobs - one.jobs || one.code.localeCompare(other.code),
  );
}
