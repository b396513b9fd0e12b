import type { RunCounts } from '../../cluster/run-counts';
import type { Usage } from '../../jobs/job';
import { add } from './histogram';

/** Error codes, and models, that a queue tells apart: more count as `other`, so that a server's record stays small. */
const MOST_NAMES = 20;

const OTHER = 'other';

/** How an attempt ended, as far as it is counted: one that was handed back or lost counts where it runs again. */
export type CountedEnd = 'completed' | 'failed' | 'cancelled' | 'retried';

/** Counts what begins and ends on one server, by queue, in memory: each heartbeat tells it to the others. */
export class RunCounter {
  readonly #queues = new Map<string, RunCounts>();

  /** @param waitMs from when the job became pending to its claim; clocks of two machines may make it negative */
  started(queue: string, waitMs: number): void {
    const counts = this.#of(queue);
    counts.started += 1;
    add(counts.waitMs, waitMs);
  }

  /** @param run `code`: the error's; null when there was none */
  ended(queue: string, run: { end: CountedEnd; runMs: number; code: string | null }): void {
    const counts = this.#of(queue);
    counts[run.end] += 1;
    if (run.end === 'completed' || run.end === 'failed') add(counts.runMs, run.runMs);
    if (run.code !== null) {
      const code = nameIn(counts.errors, run.code);
      counts.errors[code] = (counts.errors[code] ?? 0) + 1;
    }
  }

  /** One call of a model, or an answer that saved one. */
  used(queue: string, usage: Usage): void {
    const { usage: models } = this.#of(queue);
    const model = nameIn(models, `${usage.provider}:${usage.model}`);
    const before = models[model] ?? { tokens: 0, cost: 0, calls: 0, cacheHits: 0 };
    models[model] = {
      tokens: before.tokens + (usage.cached ? 0 : usage.inputTokens + usage.outputTokens),
      cost: before.cost + (usage.cached ? 0 : (usage.cost ?? 0)),
      calls: before.calls + (usage.cached ? 0 : 1),
      cacheHits: before.cacheHits + (usage.cached ? 1 : 0),
    };
  }

  /** Since this server started. */
  counts(): Record<string, RunCounts> {
    return structuredClone(Object.fromEntries(this.#queues));
  }

  #of(queue: string): RunCounts {
    const counts = this.#queues.get(queue) ?? noCounts();
    this.#queues.set(queue, counts);
    return counts;
  }
}

export function noCounts(): RunCounts {
  return {
    started: 0,
    completed: 0,
    failed: 0,
    cancelled: 0,
    retried: 0,
    waitMs: {},
    runMs: {},
    errors: {},
    usage: {},
  };
}

function nameIn(names: Readonly<Record<string, unknown>>, name: string): string {
  return Object.hasOwn(names, name) || Object.keys(names).length < MOST_NAMES ? name : OTHER;
}
