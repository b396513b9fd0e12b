'use client';

import { useState } from 'react';
import useSWRInfinite from 'swr/infinite';

import type { Millis } from '@/lib/jobs/job';

import { type ApiProblem, apiFetch } from '../api';
import { useUser } from '../use-user';

export interface AnswerPages<Page> {
  /** In their order; null until the first came. */
  pages: Page[] | null;
  isLoading: boolean;
  isLoadingMore: boolean;
  error: ApiProblem | null;
  hasMore: boolean;
  loadMore: () => void;
  /** Asks for all pages again. */
  refresh: () => void;
  isRefreshing: boolean;
  /** When the first page was answered; null before. */
  answeredAt: Millis | null;
}

/**
 * A list that a route answers page by page. Not live: what was read stays until somebody asks again, because each
 * page may cost thousands of reads.
 * @param question the list's path with its filters; null asks nothing
 * @param pathOf what to ask for a page, now: a filter such as "the last hour" is decided then
 */
export function useAnswerPages<Page extends { nextCursor: string | null }>(
  question: string | null,
  pathOf: (cursor: string | null) => string,
): AnswerPages<Page> {
  const { user } = useUser();
  const [answeredAt, setAnsweredAt] = useState<Millis | null>(null);
  const { data, error, size, setSize, isValidating, mutate } = useSWRInfinite<Page, ApiProblem>(
    (index, previous) => {
      if (user === null || question === null) return null;
      if (previous !== null && previous.nextCursor === null) return null;
      return ['answer-page', user.uid, question, index, previous?.nextCursor ?? null];
    },
    async (key: unknown) => {
      const [, , , index, cursor] = key as [string, string, string, number, string | null];
      const page = await apiFetch<Page>(pathOf(cursor));
      if (index === 0) setAnsweredAt(Date.now());
      return page;
    },
    { revalidateFirstPage: false, revalidateOnFocus: false, shouldRetryOnError: false },
  );
  const loaded = data?.length ?? 0;
  return {
    pages: data ?? null,
    isLoading: question !== null && data === undefined && error === undefined,
    isLoadingMore: loaded > 0 && size > loaded && error === undefined,
    error: error ?? null,
    hasMore: data !== undefined && data.at(-1)?.nextCursor !== null,
    loadMore: () => void setSize(loaded + 1),
    refresh: () => void mutate(),
    isRefreshing: isValidating,
    answeredAt,
  };
}
