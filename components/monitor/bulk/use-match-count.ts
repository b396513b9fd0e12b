'use client';

import { useEffect, useState } from 'react';

import type { Millis } from '@/lib/jobs/job';

import { type JobSearch, searchFromParams, searchToParams } from '../jobs/job-search';
import { type BulkCount, countMatching } from './count-matching';

export interface MatchCount {
  /** So far. */
  counted: number;
  /** Null until it is known. */
  count: BulkCount | null;
  error: unknown;
  again: () => void;
}

/** Counts what a search finds as of a moment, while somebody looks. */
export function useMatchCount(search: JobSearch, asOf: Millis): MatchCount {
  const [attempt, setAttempt] = useState(0);
  const [counted, setCounted] = useState(0);
  const [count, setCount] = useState<BulkCount | null>(null);
  const [error, setError] = useState<unknown>(null);
  const question = searchToParams(search).toString();

  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    countMatching(searchFromParams(new URLSearchParams(question)), asOf, setCounted, signal).then(
      setCount,
      (thrown: unknown) => {
        if (!signal.aborted) setError(thrown);
      },
    );
    return () => end.abort();
  }, [question, asOf, attempt]);

  return {
    counted,
    count,
    error,
    again: () => {
      setError(null);
      setAttempt(attempt + 1);
    },
  };
}
