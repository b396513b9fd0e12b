import type { Engine } from '../engine';
import type { Submitted } from '../queue';
import { QueueError } from '../queue-error';

/** How old a count may be. Milliseconds. */
const FRESH_MS = 2_000;
/** What a refused caller is asked to wait. Milliseconds. */
const RETRY_AFTER_MS = 10_000;

/**
 * Why a scheduled job waits that would run now otherwise: it was let in to run, and an outage must not make room
 * for others. Not counted: a job with only a time, or anybody could fill the queue for weeks with jobs of next month;
 * a parent whose children are counted; a child behind its sibling, which was charged with its parent.
 */
const HELD = ['backoff', 'provider', 'user_limit'] as const;

interface Counted {
  /** Waiting jobs, at the store, without those that this process added since. */
  waiting: number;
  /** On the monotonic clock. */
  at: number;
  /** Jobs that this process had added before the count began. */
  added: number;
}

/**
 * Holds a queue to its `maxQueueSize`: pending jobs, and those that are held. They are counted at most every two
 * seconds a queue and process; what this process adds meanwhile is added, what others add is seen by the next count.
 * So the limit is exact within one process and passed by at most what the others let in within those two seconds.
 */
export class QueueCapacity {
  readonly #engine: Engine;
  readonly #counted = new Map<string, Counted>();
  readonly #counting = new Map<string, Promise<Counted>>();
  readonly #added = new Map<string, number>();
  readonly #entering = new Map<string, number>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /**
   * Keeps a place for one more job in each of these queues until `enter` has ended. A queue that is not full takes a
   * job with all that it lists, which come as it has them made: a count may miss them until then. Costs nothing for a
   * queue without a maximum.
   * @throws QueueError `queue_full`; nothing was added then
   */
  async within<T extends Pick<Submitted, 'replayed'>>(
    [queue, ...others]: readonly string[],
    enter: () => Promise<T>,
  ): Promise<T> {
    if (queue === undefined) return enter();
    const maximum = this.#maximumOf(queue);
    if (maximum === null) return this.within(others, enter);
    const counted = await this.#count(queue);
    const since = numberOf(this.#added, queue) - counted.added;
    if (counted.waiting + since + numberOf(this.#entering, queue) >= maximum) {
      throw new QueueError(
        'queue_full',
        `As many jobs wait as this queue takes (${maximum.toLocaleString('en')}). None was lost; submit this one again in a moment.`,
        [],
        { retryAfterMs: RETRY_AFTER_MS, allowance: [] },
      );
    }
    add(this.#entering, queue, 1);
    try {
      const submitted = await this.within(others, enter);
      if (!submitted.replayed) add(this.#added, queue, 1);
      return submitted;
    } finally {
      add(this.#entering, queue, -1);
    }
  }

  #maximumOf(queue: string): number | null {
    const { queues } = this.#engine.settings.current();
    const settings = (queues as Record<string, { maxQueueSize: number | null } | undefined>)[queue];
    return settings?.maxQueueSize ?? null;
  }

  async #count(queue: string): Promise<Counted> {
    const { clock, jobs } = this.#engine;
    const known = this.#counted.get(queue);
    if (known !== undefined && clock.monotonic() - known.at < FRESH_MS) return known;
    const underWay = this.#counting.get(queue);
    if (underWay !== undefined) return underWay;
    const added = numberOf(this.#added, queue);
    const counting = Promise.all([
      jobs.count({ queues: [queue], state: 'pending' }),
      jobs.count({ queues: [queue], state: 'scheduled', waiting: HELD }),
    ]).then(([pending, held]) => ({ waiting: pending + held, at: clock.monotonic(), added }));
    this.#counting.set(queue, counting);
    try {
      const counted = await counting;
      this.#counted.set(queue, counted);
      return counted;
    } finally {
      this.#counting.delete(queue);
    }
  }
}

function numberOf(numbers: ReadonlyMap<string, number>, name: string): number {
  return numbers.get(name) ?? 0;
}

function add(numbers: Map<string, number>, name: string, count: number): void {
  numbers.set(name, numberOf(numbers, name) + count);
}
