'use client';

import { useState } from 'react';

import type { RecordsFilter, SeenRecord } from '@/lib/firebase/client/records';

import { ApiProblem } from '../api';
import { type Feed, useFeed } from '../use-feed';
import { useUser } from '../use-user';

/** Something live of the cluster, and how well it is known. */
export interface Live<T> {
  /** Null while loading; see `isLoading`. Kept while an error stands. */
  value: T | null;
  isLoading: boolean;
  error: ApiProblem | null;
  /** True while there is no connection: what is shown may be old. */
  isStale: boolean;
  /** Listens anew, after an error that does not pass by itself. */
  retry: () => void;
}

export interface LiveRecord<T> extends Live<T> {
  /** The server has said that there is no such record. */
  isMissing: boolean;
}

const MOST_RECORDS = 200;

/** One small record of the cluster, live. Components that follow the same one share its listener. */
export function useRecord<T>(collection: string, id: string): LiveRecord<T> {
  const { key, retry } = useKey(['record', collection, id]);
  const feed = useFeed<T | null>(key, {
    open: async (observer) => {
      const { watchRecord } = await import('@/lib/firebase/client/records');
      return watchRecord<T>({ collection, id }, observer);
    },
    explainDenied,
  });
  return { ...liveOf(feed, retry), isMissing: feed.seen !== null && feed.seen.value === null };
}

/** The records of a collection that has few, live; by id, or the newest of a field. */
export function useRecords<T>(
  collection: string,
  filter: Omit<RecordsFilter, 'limit'> & { limit?: number } = {},
): Live<SeenRecord<T>[]> {
  const asked: RecordsFilter = { limit: MOST_RECORDS, ...filter };
  const { key, retry } = useKey(['records', collection, JSON.stringify(asked)]);
  const feed = useFeed<SeenRecord<T>[]>(key, {
    open: async (observer) => {
      const { watchRecords } = await import('@/lib/firebase/client/records');
      return watchRecords<T>(collection, asked, observer);
    },
    explainDenied,
  });
  return liveOf(feed, retry);
}

function useKey(parts: readonly string[]): { key: unknown[] | null; retry: () => void } {
  const { user } = useUser();
  const [attempt, setAttempt] = useState(0);
  return {
    key: user === null ? null : [user.uid, ...parts, attempt],
    retry: () => setAttempt((count) => count + 1),
  };
}

function liveOf<T>(feed: Feed<T | null>, retry: () => void): Live<T> {
  return {
    value: feed.seen?.value ?? null,
    isLoading: feed.seen === null && feed.error === null,
    error: feed.error,
    isStale: feed.seen?.stale ?? false,
    retry,
  };
}

/** The rules refused: for want of the claim, or because these rules are older than this page. */
async function explainDenied(): Promise<ApiProblem> {
  const { adminRights } = await import('@/lib/firebase/client/auth');
  const rights = await adminRights({ refresh: true });
  return rights === 'none'
    ? new ApiProblem({
        status: 403,
        code: 'forbidden',
        title: 'Not an administrator',
        detail: 'You are not an administrator any more. Ask one to give you the right again.',
      })
    : new ApiProblem({
        status: 503,
        code: 'records_denied',
        title: 'Refused by the rules',
        detail:
          'Firestore refuses these records although you are an administrator. Deploy firestore.rules; we keep trying.',
      });
}
