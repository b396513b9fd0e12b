import type { Engine } from '../../queue/engine';
import type { AdminJob } from '../schemas/admin-job-schema';
import { adminJobView } from './admin-job-view';
import { type JobSearch, searchJobs } from './search-jobs';

export interface AdminJobPage {
  jobs: AdminJob[];
  nextCursor: string | null;
  scanned: number;
}

interface Page {
  limit: number;
  cursor?: string | undefined;
}

/** One page of a search, redacted. @throws QueueError `invalid_input`; StoreUnavailable */
export async function jobPage(
  engine: Engine,
  { limit, cursor, ...search }: JobSearch & Page,
): Promise<AdminJobPage> {
  const { jobs, ...page } = await searchJobs(engine, search, { limit, cursor });
  return { jobs: jobs.map(adminJobView), ...page };
}

/** One page of jobs that failed for good, counted by their error. @throws QueueError `invalid_input`; StoreUnavailable */
export async function deadLetterPage(
  engine: Engine,
  query: Omit<JobSearch, 'state'> & Page,
): Promise<AdminJobPage & { byErrorCode: Record<string, number> }> {
  const page = await jobPage(engine, { ...query, state: ['failed'] });
  const counts = new Map<string, number>();
  for (const { error } of page.jobs) {
    const code = error?.code ?? 'unknown';
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return { ...page, byErrorCode: Object.fromEntries(counts) };
}
