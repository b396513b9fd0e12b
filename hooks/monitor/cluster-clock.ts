'use client';

import { useSyncExternalStore } from 'react';

import type { Millis } from '@/lib/jobs/job';

const TICK_MS = 1_000;
/** Below this it is the way here, not another clock. */
const TOLERATED_MS = 3_000;
/** A change that comes after a longer silence may have been written any time during it. */
const CONTINUOUS_MS = 30_000;

/** How far this browser's clock is ahead of the cluster's, as far as could be learnt. Milliseconds. */
let ahead = 0;
let lastChangeAt: Millis | null = null;

/**
 * Learns the difference of the clocks from a change that was seen to happen: `at` is when the cluster says that
 * it wrote it. A first value tells nothing, since it may be old.
 */
export function learnClusterClock(at: Millis): void {
  const here = Date.now();
  if (lastChangeAt !== null && here - lastChangeAt < CONTINUOUS_MS) {
    ahead = Math.abs(here - at) < TOLERATED_MS ? 0 : here - at;
  }
  lastChangeAt = here;
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  timer ??= setInterval(() => {
    for (const listener of listeners) listener();
  }, TICK_MS);
  return () => {
    listeners.delete(changed);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The cluster's time in milliseconds, to the second, ticking; one timer for the page. 0 on the server. */
export function useClusterNow(): Millis {
  return useSyncExternalStore(
    subscribe,
    () => Math.floor((Date.now() - ahead) / TICK_MS) * TICK_MS,
    () => 0,
  );
}
