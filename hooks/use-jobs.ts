'use client';

import { useState } from 'react';

import type { JobsFilter } from '@/lib/firebase/client/firestore';
import type { Job } from '@/lib/jobs/job';
import type { JobState } from '@/lib/jobs/state';

import { type ApiProblem, apiFetch } from './api';
import { useFeed } from './use-feed';
import { useUser } from './use-user';

export const DEFAULT_PAGE = 30;
const MOST_AT_ONCE = 960;

export interface UseJobsOptions {
  /** Only these kinds; absent or empty: all. */
  kinds?: readonly string[] | undefined;
  /** Only these states; absent or empty: all. */
  states?: readonly JobState[] | undefined;
  /** Only jobs about this one: a transcription's summaries, chats and content. */
  subjectId?: string | undefined;
  /** Only jobs that this one has made. */
  parentId?: string | undefined;
  /** How many to start with. */
  limit?: number | undefined;
  /** False follows nothing. */
  enabled?: boolean | undefined;
}

export interface UseJobs {
  /** Newest first; empty until the first answer, see `isLoading`. */
  jobs: Job[];
  isLoading: boolean;
  error: ApiProblem | null;
  /** True while there is no connection: what is shown may be old. */
  isStale: boolean;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
}

interface JobList {
  jobs: Job[];
  /** Kept on screen while a longer list of the same filter is fetched. */
  filterKey: string;
  limit: number;
}

/**
 * The signed-in person's jobs, live, newest first. Components with the same options share one listener.
 * The page size doubles with each `loadMore`, so that reading again what is already shown never costs more
 * than the list itself.
 */
export function useJobs(options: UseJobsOptions = {}): UseJobs {
  const { user } = useUser();
  const userId = options.enabled === false ? null : (user?.uid ?? null);
  const kinds = [...(options.kinds ?? [])].sort();
  const states = [...(options.states ?? [])].sort();
  const subjectId = options.subjectId ?? null;
  const { parentId } = options;
  const firstLimit = options.limit ?? DEFAULT_PAGE;
  const filterKey = JSON.stringify([userId, kinds, states, subjectId, parentId]);

  const [grown, setGrown] = useState({ filterKey, limit: firstLimit });
  const limit = grown.filterKey === filterKey ? Math.max(grown.limit, firstLimit) : firstLimit;

  const filter: JobsFilter | null =
    userId === null
      ? null
      : {
          userId,
          kinds,
          states,
          subjectId,
          ...(parentId === undefined ? {} : { parentId }),
          limit,
        };
  const { seen, error } = useFeed<Job[]>(filter === null ? null : ['jobs', filterKey, limit], {
    open: async (observer) => {
      const { watchJobs } = await import('@/lib/firebase/client/firestore');
      if (filter === null) return () => undefined;
      return watchJobs(filter, observer);
    },
    explainDenied: async () => {
      await apiFetch('/api/jobs?limit=1');
      return null;
    },
  });

  const [kept, setKept] = useState<JobList | null>(null);
  if (seen !== null && kept?.jobs !== seen.value) {
    setKept({ jobs: seen.value, filterKey, limit });
  }
  const shown =
    seen?.value ?? (kept?.filterKey === filterKey && userId !== null ? kept.jobs : null);

  return {
    jobs: shown ?? [],
    isLoading: shown === null && error === null && options.enabled !== false,
    error,
    isStale: seen?.stale ?? false,
    hasMore: seen !== null && seen.value.length >= limit && limit < MOST_AT_ONCE,
    isLoadingMore: seen === null && shown !== null && error === null,
    loadMore: () => setGrown({ filterKey, limit: Math.min(limit * 2, MOST_AT_ONCE) }),
  };
}
