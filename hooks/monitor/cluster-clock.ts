'use client';

import { useSyncExternalStore } from 'react';

import type { Millis } from '@/lib/jobs/job';

import { clockAhead, NOTHING_SEEN, sighted } from './clock-difference';

const TICK_MS = 1_000;
let sightings = NOTHING_SEEN;

/**
 * Learns the difference of the clocks from a change that was seen to happen: `at` is when the cluster says that
 * it wrote it.
 */
export function learnClusterClock(at: Millis): void {
  sightings = sighted(sightings, at, Date.now());
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
    () => Math.floor((Date.now() - clockAhead(sightings)) / TICK_MS) * TICK_MS,
    () => 0,
  );
}
