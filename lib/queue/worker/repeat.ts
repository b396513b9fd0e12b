import type { Clock } from '../ports/environment';
import { sleep } from '../sleep';

/** Calls again and again until stopped; the pause begins when a call has ended. */
export async function repeat(
  clock: Clock,
  everyMs: number,
  stopped: AbortSignal,
  call: () => Promise<void>,
): Promise<void> {
  for (;;) {
    await sleep(clock, everyMs, stopped);
    if (stopped.aborted) return;
    await call();
  }
}
