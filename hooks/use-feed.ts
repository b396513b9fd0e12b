'use client';

import useSWR, { useSWRConfig } from 'swr';
import useSWRSubscription from 'swr/subscription';

import type { FeedObserver, Seen } from '@/lib/firebase/client/feed-observer';

import { ApiProblem } from './api';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

export interface FeedSource<T> {
  /** Starts listening. Everything it depends on must be in the feed's key: components with one key share it. */
  open: (observer: FeedObserver<T>) => Promise<() => void>;
  /** Says why Firestore denied the listener; null when it should be tried again. */
  explainDenied: () => Promise<ApiProblem | null>;
}

export interface Feed<T> {
  /** The newest; kept while an error stands. */
  seen: Seen<T> | null;
  error: ApiProblem | null;
}

const NOTHING: Feed<never> = { seen: null, error: null };

/**
 * Follows something live. Components that give the same key share one listener, and see at once what an
 * earlier one left behind. A null key follows nothing.
 */
export function useFeed<T>(key: readonly unknown[] | null, source: FeedSource<T>): Feed<T> {
  // The value goes through the cache's own mutate, not through the subscription's `next`: that one is bound
  // to the component that subscribed first, and writes under whatever key that component has by then.
  const { mutate } = useSWRConfig();
  const valueKey = key === null ? null : ['feed', ...key];
  const { data } = useSWR<Feed<T>>(valueKey, null);
  useSWRSubscription(key === null ? null : ['listen', ...key], () =>
    listen(source, (change) =>
      mutate<Feed<T>>(valueKey, (feed) => ({ ...(feed ?? NOTHING), ...change }), false),
    ),
  );
  return data ?? NOTHING;
}

/** Keeps one listener open until told to stop: after an error it waits, longer each time, and listens again. */
function listen<T>(
  source: FeedSource<T>,
  publish: (change: Partial<Feed<T>>) => unknown,
): () => void {
  let stopped = false;
  let close: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_RETRY_MS;

  const again = () => {
    if (stopped) return;
    timer = setTimeout(start, wait);
    wait = Math.min(wait * 2, LONGEST_RETRY_MS);
  };

  const failed = async (denied: boolean) => {
    close = null;
    const problem = denied ? await source.explainDenied().catch(asProblem) : null;
    if (stopped) return;
    if (problem !== null) publish({ error: problem });
    if (problem === null || problem.status === 0 || problem.status >= 500) again();
  };

  function start(): void {
    source
      .open({
        next: (seen) => {
          if (stopped) return;
          wait = FIRST_RETRY_MS;
          publish({ seen, error: null });
        },
        error: ({ denied }) => {
          if (!stopped) void failed(denied);
        },
      })
      .then(
        (opened) => {
          if (stopped) opened();
          else close = opened;
        },
        // The SDK's own code could not be loaded: no network, or a new release took the old files away.
        (error: unknown) => {
          if (!stopped) publish({ error: asProblem(error) });
          again();
        },
      );
  }

  start();
  return () => {
    stopped = true;
    clearTimeout(timer);
    close?.();
  };
}

function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem({
    status: 0,
    code: 'network',
    title: 'No connection',
    detail: 'Live updates could not be started. Check your connection; we keep trying.',
  });
}
