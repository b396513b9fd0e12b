import type { BulkTarget } from '@/hooks/monitor/admin-job-actions';
import type { JobFilter } from '@/lib/jobs/job-filter';
import type { BulkAction } from '@/lib/jobs/kinds/bulk_action';
import type { Millis } from '@/lib/jobs/job';
import type { JobState } from '@/lib/jobs/state';

import { type JobSearch, REACHES } from '../jobs/job-search';
import type { BulkCount } from './count-matching';

/** The states that an action can be done to. Three at most: a filter holds no more. */
const FIT: Readonly<Record<BulkAction, readonly JobState[]>> = {
  replay: ['failed', 'cancelled'],
  cancel: ['scheduled', 'pending', 'processing'],
  delete: ['completed', 'failed', 'cancelled'],
};

/** What an action takes when the search names no states: deleting results asks for them by name. */
const MEANT: Readonly<Record<BulkAction, readonly JobState[]>> = {
  replay: ['failed'],
  cancel: ['scheduled', 'pending', 'processing'],
  delete: ['failed'],
};

/** The states of a search that an action takes; empty: it can do nothing to what the search finds. */
export function statesFor(
  action: BulkAction,
  search: Pick<JobSearch, 'states'>,
): readonly JobState[] {
  if (search.states.length === 0) return MEANT[action];
  return search.states.filter((state) => FIT[action].includes(state));
}

/** Whether it would take jobs in other states, too, if the search named them. */
export function takesMore(action: BulkAction, search: Pick<JobSearch, 'states'>): boolean {
  return search.states.length === 0 && MEANT[action].length < FIT[action].length;
}

/** Whether the server can find these jobs by itself; otherwise they are named one by one. */
export function isFilter(search: JobSearch): boolean {
  return search.id === null && search.text === null && search.priority === null;
}

/**
 * What a bulk action is told to take. Fixed at the moment at which they were counted: what is submitted afterwards is
 * not meant, and "the last hour" does not move on.
 * @param asOf from when they were counted back
 * @param counted what the search found: each of them for what no filter describes
 */
export function bulkTarget(
  action: BulkAction,
  search: JobSearch,
  asOf: Millis,
  { ids, before }: Pick<BulkCount, 'ids' | 'before'>,
): BulkTarget {
  if (!isFilter(search)) return { ids: [...ids] };
  const filter: JobFilter = { states: [...statesFor(action, search)] };
  if (search.kinds.length > 0) filter.kinds = [...search.kinds];
  if (search.queue !== null) filter.queue = search.queue;
  if (search.errorCode !== null) filter.errorCode = search.errorCode;
  if (search.userId !== null) filter.userId = search.userId;
  const from = search.within === null ? search.from : asOf - REACHES[search.within].ms;
  if (from !== null) filter.from = from;
  filter.to = before ?? asOf;
  return { filter };
}
