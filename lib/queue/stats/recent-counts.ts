import type { RunCounts } from '../../cluster/run-counts';
import type { Millis } from '../../jobs/job';
import { addCounts, countsSince } from './count-sums';
import { noCounts } from './run-counter';

export type CountsByQueue = Record<string, RunCounts>;

/** What one server, or one invocation of a function, has counted since it started. */
export interface CountedRun {
  id: string;
  startedAt: Millis;
  counts: CountsByQueue;
}

/** What every server counted lately, from the counters that each tells. No read of its own. */
export class RecentCounts {
  readonly #windowMs: number;
  /** By server and start: a server that started anew counts from nothing. */
  #last = new Map<string, CountsByQueue>();
  #steps: { at: number; counts: CountsByQueue }[] = [];
  #since: number | null = null;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /**
   * Takes note of what the servers say now. What they had counted before the first look is not known to be
   * recent; a server that appears later has counted all of it since the look before.
   * @param now monotonic milliseconds
   * @returns what was counted since the look before
   */
  observe(servers: readonly CountedRun[], now: number): CountsByQueue {
    const isFirst = this.#since === null;
    this.#since ??= now;
    const seen = new Map<string, CountsByQueue>();
    let step: CountsByQueue = {};
    for (const { id, startedAt, counts } of servers) {
      const key = `${id}@${startedAt}`;
      const before = this.#last.get(key) ?? (isFirst ? counts : {});
      seen.set(key, counts);
      step = addByQueue(step, since(counts, before));
    }
    this.#last = seen;
    this.#steps = this.#steps.filter(({ at }) => now - at < this.#windowMs);
    this.#steps.push({ at: now, counts: step });
    return step;
  }

  /** What was counted within the window. */
  sum(): CountsByQueue {
    return this.#steps.reduce<CountsByQueue>((sum, { counts }) => addByQueue(sum, counts), {});
  }

  /** How much of the window was seen. Milliseconds. */
  covered(now: number): number {
    return this.#since === null ? 0 : Math.min(now - this.#since, this.#windowMs);
  }
}

/** Both together, queue by queue. */
export function addByQueue(a: CountsByQueue, b: CountsByQueue): CountsByQueue {
  const sum = { ...a };
  for (const [queue, counts] of Object.entries(b)) {
    const before = sum[queue];
    sum[queue] = before === undefined ? counts : addCounts(before, counts);
  }
  return sum;
}

function since(later: CountsByQueue, earlier: CountsByQueue): CountsByQueue {
  return Object.fromEntries(
    Object.entries(later).map(([queue, counts]) => [
      queue,
      countsSince(counts, earlier[queue] ?? noCounts()),
    ]),
  );
}
