'use client';

import { useSyncExternalStore } from 'react';

const TICK_MS = 1_000;

function subscribe(changed: () => void): () => void {
  const timer = setInterval(changed, TICK_MS);
  return () => clearInterval(timer);
}

/** The time in milliseconds, rounded down to the second so that it only changes when it ticks. 0 on the server. */
export function useSeconds(): number {
  return useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / TICK_MS) * TICK_MS,
    () => 0,
  );
}
