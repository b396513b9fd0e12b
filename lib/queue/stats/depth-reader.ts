import type { Priority } from '../../jobs/priority';
import type { Engine } from '../engine';
import { type CountedState, Depths, type Held } from './depths';
import type { Depth } from './queue-stats';

/** What changes slowly, or is looked at seldom, is counted seldom. Milliseconds. */
const EVERY_MS = { scheduled: 10_000, failed: 60_000, justFailed: 10_000, priorities: 30_000 };

type ByQueue = Record<string, number>;

/** How deep each queue is, with as few reads as that takes. */
export class DepthReader {
  readonly #engine: Pick<Engine, 'clock' | 'jobs'>;
  readonly #queues: readonly string[];
  readonly #depths: Depths;
  readonly #counted = new Map<CountedState, { at: number; counts: ByQueue }>();
  #held: { at: number; byQueue: Record<string, Held | null> } | null = null;
  #priorities: { at: number; counts: Record<string, Record<Priority, number>> } | null = null;

  constructor(engine: Pick<Engine, 'clock' | 'jobs'>, queues: readonly string[]) {
    this.#engine = engine;
    this.#queues = queues;
    this.#depths = new Depths(engine.jobs, queues);
  }

  /** @param justFailed whether jobs failed since the look before */
  async read(justFailed: boolean): Promise<Record<string, Depth>> {
    const now = this.#engine.clock.monotonic();
    const [pending, processing, scheduled, failed] = await Promise.all([
      this.#depths.count('pending'),
      this.#depths.count('processing'),
      this.#seldom('scheduled', EVERY_MS.scheduled, now),
      this.#seldom('failed', justFailed ? EVERY_MS.justFailed : EVERY_MS.failed, now),
    ]);
    const priorities = await this.#byPriority(pending, now);
    const held = await this.#heldBack(scheduled, now);
    const depths = this.#queues.map(async (queue) => {
      const waiting = pending[queue] ?? 0;
      const depth: Depth = {
        waiting,
        waitingByPriority: priorities[queue] ?? null,
        scheduled: scheduled[queue] ?? 0,
        held: held[queue]?.count ?? 0,
        running: processing[queue] ?? 0,
        failed: failed[queue] ?? 0,
        oldestWaitingMs: this.#age([
          waiting === 0 ? null : await this.#depths.oldestPending(queue),
          held[queue]?.since ?? null,
        ]),
      };
      return [queue, depth] as const;
    });
    return Object.fromEntries(await Promise.all(depths));
  }

  /** Of the earliest of these times. */
  #age(times: readonly (number | null)[]): number | null {
    const known = times.filter((time) => time !== null);
    return known.length === 0 ? null : Math.max(0, this.#engine.clock.now() - Math.min(...known));
  }

  /** As often as the scheduled jobs are counted, of which they are a part. */
  async #heldBack(scheduled: Readonly<ByQueue>, now: number): Promise<Record<string, Held | null>> {
    const last = this.#held;
    if (last !== null && now - last.at < EVERY_MS.scheduled) return last.byQueue;
    const held = this.#queues.map(async (queue) => {
      const some = (scheduled[queue] ?? 0) > 0;
      return [queue, some ? await this.#depths.held(queue) : null] as const;
    });
    this.#held = { at: now, byQueue: Object.fromEntries(await Promise.all(held)) };
    return this.#held.byQueue;
  }

  async #seldom(state: CountedState, everyMs: number, now: number): Promise<ByQueue> {
    const last = this.#counted.get(state);
    if (last !== undefined && now - last.at < everyMs) return last.counts;
    const counts = await this.#depths.count(state);
    this.#counted.set(state, { at: now, counts });
    return counts;
  }

  async #byPriority(
    pending: Readonly<ByQueue>,
    now: number,
  ): Promise<Record<string, Record<Priority, number>>> {
    const last = this.#priorities;
    if (last !== null && now - last.at < EVERY_MS.priorities) return last.counts;
    const counts = this.#queues.map(async (queue) => {
      const none = { urgent: 0, high: 0, normal: 0, low: 0 };
      const waiting = pending[queue] ?? 0;
      return [queue, waiting === 0 ? none : await this.#depths.waitingByPriority(queue)] as const;
    });
    this.#priorities = { at: now, counts: Object.fromEntries(await Promise.all(counts)) };
    return this.#priorities.counts;
  }
}
