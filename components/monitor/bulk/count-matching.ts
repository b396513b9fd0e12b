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
  /**
   * All of them were created before this time, and whatever is submitted from now on is not, as far as the clocks of
   * the servers that create jobs agree. Taken from the newest of them, not from this browser's clock. Null when there
   * are none.
   */
  before: Millis | null;
}

/**
 * Counts what a search finds, page by page, up to a thousand. The pages go from the newest to the oldest: what is
 * submitted meanwhile is not counted.
 * @param asOf from when a search such as "the last hour" is counted back
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
  let before: Millis | null = null;
  let cursor: string | null = null;
  do {
    const query = searchToQuery(search, asOf);
    query.set('limit', String(PAGE));
    if (cursor !== null) query.set('cursor', cursor);
    const page: AdminJobPage = await apiFetch<AdminJobPage>(`/api/admin/jobs?${query}`, { signal });
    const newest = page.jobs[0];
    if (before === null && newest !== undefined) before = Date.parse(newest.createdAt) + 1;
    ids.push(...page.jobs.map((job) => job.id));
    cursor = page.nextCursor;
    counted(ids.length);
  } while (cursor !== null && ids.length < MOST);
  const named = ids.slice(0, MOST);
  const complete = cursor === null && ids.length === named.length;
  return { jobs: named.length, complete, ids: named, before };
}
