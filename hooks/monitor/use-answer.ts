'use client';

import useSWR from 'swr';

import { type ApiProblem, apiFetch } from '../api';
import { useSteadyRetry } from '../use-steady-retry';
import { useUser } from '../use-user';
import type { Live } from './use-record';

export interface Answer<T> extends Live<T> {
  /** True while it is asked again. */
  isRefreshing: boolean;
  /** Puts in what a change answered, before it is asked for again. */
  put: (value: T) => void;
}

export interface AnswerOptions<T> {
  /** How long until it is asked again, by what was answered last; 0: never. Milliseconds. */
  refreshMs?: (value: T | null) => number;
}

/** What a route answers, asked again when the page is looked at. A null path asks nothing. */
export function useAnswer<T>(path: string | null, options: AnswerOptions<T> = {}): Answer<T> {
  const { user } = useUser();
  const { refreshMs } = options;
  const retry = useSteadyRetry();
  const { data, error, isValidating, mutate } = useSWR<T, ApiProblem>(
    user === null || path === null ? null : ['answer', user.uid, path],
    () => apiFetch<T>(path ?? ''),
    refreshMs === undefined
      ? // A problem is shown with its own button.
        { shouldRetryOnError: false }
      : { refreshInterval: (value) => refreshMs(value ?? null), ...retry },
  );
  return {
    value: data ?? null,
    isLoading: data === undefined && error === undefined,
    error: error ?? null,
    isStale: false,
    isRefreshing: isValidating,
    retry: () => void mutate(),
    put: (value) => void mutate(value, { revalidate: true }),
  };
}
