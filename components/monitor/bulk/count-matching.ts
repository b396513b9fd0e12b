import { apiFetch } from '@/hooks/api';
import type { AdminJobPage } from '@/hooks/monitor/admin-job';
import type { Millis } from '@/lib/jobs/job';

import { type JobSearch, searchToQuery } from '../jobs/job-search';

const PAGE = 100;
/** As many as a bulk action takes by name; counting on would cost a read for each. */
const MOST = 1_000;

export interface BulkCount {
  jobs: number;
  /** False: there are more than were counted. */
  complete: boolean;
  ids: readonly string[];
}

/**
 * Counts what a search finds, page by page, up to a thousand.
 * @param asOf as the bulk action is told it
 * @param counted called with the number so far
 * @throws ApiProblem; what `fetch` throws when the signal aborts
 */
export async function countMatching(
  search: JobSearch,
  asOf: Millis,
  counted: (jobs: number) => void,
  signal: AbortSignal,
): Promise<BulkCount> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const query = searchToQuery(search, asOf);
    if (search.to === null || search.to > asOf) query.set('to', new Date(asOf).toISOString());
    query.set('limit', String(PAGE));
    if (cursor !== null) query.set('cursor', cursor);
    const page: AdminJobPage = await apiFetch<AdminJobPage>(`/api/admin/jobs?${query}`, { signal });
    ids.push(...page.jobs.map((job) => job.id));
    cursor = page.nextCursor;
    counted(ids.length);
  } while (cursor !== null && ids.length < MOST);
  return { jobs: ids.length, complete: cursor === null, ids: ids.slice(0, MOST) };
}
