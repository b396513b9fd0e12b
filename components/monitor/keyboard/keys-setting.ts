'use client';

import { useSyncExternalStore } from 'react';

const NAME = 'firelane-monitor-keys';
const OFF = 'off';
const listeners = new Set<() => void>();

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  window.addEventListener('storage', changed);
  return () => {
    listeners.delete(changed);
    window.removeEventListener('storage', changed);
  };
}

/** Whether single keys do something in the monitor. This browser remembers; other tabs follow. */
export function useKeysOn(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => read() !== OFF,
    () => true,
  );
}

export function switchKeys(on: boolean): void {
  try {
    if (on) window.localStorage.removeItem(NAME);
    else window.localStorage.setItem(NAME, OFF);
  } catch {
    // A browser that keeps nothing: then it holds for this page alone.
    kept = on ? null : OFF;
  }
  for (const listener of listeners) listener();
}

let kept: string | null = null;

function read(): string | null {
  try {
    return window.localStorage.getItem(NAME) ?? kept;
  } catch {
    return kept;
  }
}
