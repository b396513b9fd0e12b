import { onAbort } from './on-abort';
import type { Clock } from './ports/environment';

/** Waits on the given clock; returns at once when the signal aborts, or has. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      cancel();
      forget?.();
      resolve();
    };
    const cancel = clock.timer(ms, done);
    const forget = signal && onAbort(signal, done);
  });
}
