import type { Clock } from '../queue/ports/environment';

/** What `setTimeout` can wait; more it takes for nothing at all. */
const LONGEST_TIMEOUT_MS = 2_147_483_647;

/** The machine's own clocks and timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  timer: (ms, call) => {
    let handle: ReturnType<typeof setTimeout>;
    const wait = (left: number): void => {
      const rest = left - LONGEST_TIMEOUT_MS;
      handle = rest > 0 ? setTimeout(wait, LONGEST_TIMEOUT_MS, rest) : setTimeout(call, left);
    };
    wait(ms);
    return () => clearTimeout(handle);
  },
};
