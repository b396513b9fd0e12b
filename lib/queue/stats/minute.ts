import type { QueueStats, StatsPoint } from '../../cluster/stats';
import type { Millis } from '../../jobs/job';
import { addCounts } from './count-sums';
import { percentile } from './histogram';
import { type Interval, MINUTE_MS } from './history';
import { addByQueue, type CountsByQueue } from './recent-counts';
import { noCounts } from './run-counter';

type Seen = Pick<QueueStats, 'waiting' | 'running' | 'oldestWaitingMs'>;

/** Gathers what happens until the minute has ended. */
export class Minute {
  /** When it began to gather. */
  readonly since: Millis;
  #counts: CountsByQueue = {};
  #most: Record<string, Seen> = {};
  #mostOfAll: Seen = { waiting: 0, running: 0, oldestWaitingMs: null };

  constructor(since: Millis) {
    this.since = since;
  }

  /** The end of the minute that it began in; null while that goes on. */
  ended(now: Millis): Millis | null {
    const end = Math.floor(now / MINUTE_MS) * MINUTE_MS;
    return end > this.since ? end : null;
  }

  count(counts: CountsByQueue): void {
    this.#counts = addByQueue(this.#counts, counts);
  }

  see(now: { queues: Record<string, Seen>; total: Seen }): void {
    for (const [queue, seen] of Object.entries(now.queues)) {
      this.#most[queue] = most(this.#most[queue] ?? seen, seen);
    }
    this.#mostOfAll = most(this.#mostOfAll, now.total);
  }

  /** What was gathered, as the points of an interval that ends at `at`. */
  interval(at: number): Interval {
    const queues = Object.entries(this.#most).map(
      ([queue, seen]) => [queue, point(at, seen, this.#counts[queue] ?? noCounts())] as const,
    );
    const all = Object.values(this.#counts).reduce(addCounts, noCounts());
    return { total: point(at, this.#mostOfAll, all), queues: Object.fromEntries(queues) };
  }
}

function most(a: Seen, b: Seen): Seen {
  return {
    waiting: Math.max(a.waiting, b.waiting),
    running: Math.max(a.running, b.running),
    oldestWaitingMs: Math.max(a.oldestWaitingMs ?? 0, b.oldestWaitingMs ?? 0),
  };
}

function point(at: number, seen: Seen, counts: CountsByQueue[string]): StatsPoint {
  return {
    at,
    waiting: seen.waiting,
    running: seen.running,
    completed: counts.completed,
    failed: counts.failed,
    oldestWaitingMs: seen.oldestWaitingMs ?? 0,
    waitP95Ms: Math.round(percentile(counts.waitMs, 0.95) ?? 0),
    runP95Ms: Math.round(percentile(counts.runMs, 0.95) ?? 0),
  };
}
