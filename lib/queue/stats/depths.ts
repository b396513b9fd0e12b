import type { Millis } from '../../jobs/job';
import { PRIORITIES, type Priority } from '../../jobs/priority';
import type { JobState } from '../../jobs/state';
import type { JobStore } from '../ports/job-store';

export type CountedState = Extract<JobState, 'scheduled' | 'pending' | 'processing' | 'failed'>;

export interface Held {
  count: number;
  since: Millis;
}

/** How many jobs of each queue stand in a state: counted by the store, with as few questions as will do. */
export class Depths {
  readonly #jobs: Pick<JobStore, 'count' | 'oldestPending' | 'oldestHeld'>;
  readonly #queues: readonly string[];
  readonly #last = new Map<CountedState, Record<string, number>>();

  constructor(
    jobs: Pick<JobStore, 'count' | 'oldestPending' | 'oldestHeld'>,
    queues: readonly string[],
  ) {
    this.#jobs = jobs;
    this.#queues = queues;
  }

  /** All queues at once first; then one by one, those that had most before, until all are found. */
  async count(state: CountedState): Promise<Record<string, number>> {
    const before = this.#last.get(state) ?? {};
    const counts = Object.fromEntries(this.#queues.map((queue) => [queue, 0]));
    let left = await this.#jobs.count({ queues: this.#queues, state });
    const likelyFirst = [...this.#queues].sort((a, b) => (before[b] ?? 0) - (before[a] ?? 0));
    for (const queue of likelyFirst) {
      if (left <= 0) break;
      const found = await this.#jobs.count({ queues: [queue], state });
      counts[queue] = found;
      left -= found;
    }
    this.#last.set(state, counts);
    return counts;
  }

  async waitingByPriority(queue: string): Promise<Record<Priority, number>> {
    const count = (priority: Priority): Promise<number> =>
      this.#jobs.count({ queues: [queue], state: 'pending', priority });
    const counts = await Promise.all(
      PRIORITIES.map(async (one) => [one, await count(one)] as const),
    );
    return Object.fromEntries(counts) as Record<Priority, number>;
  }

  oldestPending(queue: string): Promise<Millis | null> {
    return this.#jobs.oldestPending(queue);
  }

  /** Jobs that their provider holds back, and since when the first of them could run; null when none is. */
  async held(queue: string): Promise<Held | null> {
    const since = await this.#jobs.oldestHeld(queue);
    if (since === null) return null;
    const query = { queues: [queue], state: 'scheduled', waiting: ['provider'] } as const;
    return { count: await this.#jobs.count(query), since };
  }
}
