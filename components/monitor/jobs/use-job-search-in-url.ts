'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';

import { EVERY_JOB, type JobSearch, searchFromParams, searchToParams } from './job-search';

export interface SearchInUrl {
  search: JobSearch;
  /** Each change is a step that the back button undoes; `typing` goes on in the step before it. */
  change: (change: Partial<JobSearch>, options?: { typing?: boolean }) => void;
  clear: () => void;
  /** A bulk action that is shown; null: none. */
  bulkId: string | null;
  showBulk: (jobId: string | null) => void;
}

/** The search lives in the address: a reload, a shared link and the back button show the same jobs. */
export function useJobSearchInUrl(): SearchInUrl {
  const params = useSearchParams();
  const text = params.toString();
  const search = useMemo(() => searchFromParams(new URLSearchParams(text)), [text]);
  const bulkId = params.get('bulk');

  const change = useCallback((changed: Partial<JobSearch>, { typing = false } = {}) => {
    const present = new URLSearchParams(window.location.search);
    const next = searchToParams({ ...searchFromParams(present), ...changed });
    go(next, present.get('bulk'), typing && continues(changed, present));
  }, []);
  const clear = useCallback(() => change(EVERY_JOB), [change]);
  const showBulk = useCallback((jobId: string | null) => {
    const present = new URLSearchParams(window.location.search);
    go(searchToParams(searchFromParams(present)), jobId, true);
  }, []);

  return { search, change, clear, bulkId, showBulk };
}

/** Whether what is typed was there before: then it is not a step of its own. */
function continues(changed: Partial<JobSearch>, present: URLSearchParams): boolean {
  return Object.entries(changed).every(([name, value]) => present.has(name) && value !== null);
}

function go(params: URLSearchParams, bulkId: string | null, replace: boolean): void {
  if (bulkId !== null) params.set('bulk', bulkId);
  const query = params.toString();
  const { pathname, search } = window.location;
  if (query === search.slice(1)) return;
  const address = query === '' ? pathname : `${pathname}?${query}`;
  // Next follows the address without asking its server: only the list changes.
  if (replace) window.history.replaceState(null, '', address);
  else window.history.pushState(null, '', address);
}
