import { QUEUES } from '../../jobs/queues';
import type { Engine } from '../engine';
import { Admission } from './admission';
import { Feed } from './feed';
import { slotsOf } from './queue-settings';
import type { Runner } from './runner';
import type { ServerSlots } from './server-slots';
import { type QueueSlots, SlotPool } from './slot-pool';

/** All queues of one server: their feeds over one pool of slots, as the settings are now. */
export class Feeds {
  readonly #engine: Engine;
  readonly #concurrency: Readonly<Record<string, number>>;
  readonly #pool: SlotPool;
  readonly #admission: Admission;
  readonly #feeds: ReadonlyMap<string, Feed>;

  /**
   * @param concurrency the server's own configuration: slots by queue
   * @param userSlots what this server may run at once of a user's jobs
   */
  constructor(
    engine: Engine,
    runner: Runner,
    concurrency: Readonly<Record<string, number>>,
    userSlots: ServerSlots,
  ) {
    this.#engine = engine;
    this.#concurrency = concurrency;
    const queues = Object.keys(concurrency);
    this.#pool = new SlotPool(
      Object.fromEntries(queues.map((queue) => [queue, poolSlots(queue, concurrency[queue] ?? 0)])),
    );
    this.#admission = new Admission(engine, runner, userSlots);
    const shared = { runner, pool: this.#pool, admission: this.#admission };
    this.#feeds = new Map(queues.map((queue) => [queue, new Feed(engine, shared, queue)]));
  }

  /** Claims under way and jobs that run. */
  get busy(): number {
    return [...this.#feeds.values()].reduce((sum, feed) => sum + feed.busy, 0);
  }

  /** Each queue's own slots now. */
  slots(): Record<string, number> {
    return Object.fromEntries(
      [...this.#feeds.keys()].map((queue) => [queue, this.#pool.slots(queue)]),
    );
  }

  /** Follows the settings: each queue's slots, and whether it is paused. */
  apply(drained: boolean): void {
    for (const [queue, feed] of this.#feeds) {
      this.#pool.resize(queue, slotsOf(this.#engine, queue, this.#concurrency[queue] ?? 0));
      feed.open(!drained && !this.#admission.paused(queue));
    }
  }

  assign(queue: string, shards: readonly number[]): void {
    this.#feeds.get(queue)?.assign(shards);
  }

  /** Looks at the heads again. */
  nudge(): void {
    for (const feed of this.#feeds.values()) feed.nudge();
  }

  /** Brings jobs until stopped. */
  async run(): Promise<void> {
    await Promise.all([...this.#feeds.values()].map((feed) => feed.run()));
  }

  /** Takes no new job; those that run go on. */
  stop(): void {
    for (const feed of this.#feeds.values()) feed.stop();
  }
}

function poolSlots(queue: string, slots: number): QueueSlots {
  const declared: Partial<Record<string, { priority: number; maxBorrowed?: number }>> = QUEUES;
  const { priority = 0, maxBorrowed } = declared[queue] ?? {};
  return { slots, priority, ...(maxBorrowed === undefined ? {} : { maxBorrowed }) };
}
