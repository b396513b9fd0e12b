import type { Engine } from '../engine';
import type { StoredJob } from '../ports/job-store';
import type { Hold } from '../transitions/defer';
import type { Admission } from './admission';
import type { Bell } from './bell';
import type { ClaimedJob, Runner } from './runner';
import { SeenVersions } from './seen-versions';
import type { SlotPool } from './slot-pool';

/** What the queues of one server share. */
export interface SharedByQueues {
  runner: Runner;
  pool: SlotPool;
  admission: Admission;
}

/** Brings one queue's jobs into the server's slots: claims and runs them, and puts off those that may not start. */
export class Intake {
  readonly #engine: Engine;
  readonly #shared: SharedByQueues;
  readonly #queue: string;
  readonly #freed: Bell;
  readonly #seen = new SeenVersions();
  readonly #claiming = new Set<Promise<unknown>>();
  #open = true;

  /** @param freed rings when a slot becomes free */
  constructor(engine: Engine, shared: SharedByQueues, queue: string, freed: Bell) {
    this.#engine = engine;
    this.#shared = shared;
    this.#queue = queue;
    this.#freed = freed;
    shared.pool.onRoom(queue, () => freed.ring());
  }

  /** The queue's own slots. */
  get slots(): number {
    return this.#shared.pool.slots(this.#queue);
  }

  /** Claims under way and jobs that run. */
  get busy(): number {
    return this.#shared.pool.busy(this.#queue);
  }

  /** How many more jobs it could take now. */
  get free(): number {
    return this.#open ? this.#shared.pool.room(this.#queue) : 0;
  }

  /** Whether it takes jobs at all. */
  open(open: boolean): void {
    this.#open = open;
    if (!open) this.wants(false);
  }

  /** Says whether there is more to do than there are slots. */
  wants(more: boolean): void {
    this.#shared.pool.want(this.#queue, more && this.#open);
  }

  /** Takes as many of a page as there is room for. @returns the others */
  take(page: readonly StoredJob[]): readonly StoredJob[] {
    for (const [index, stored] of page.entries()) {
      if (this.free === 0) return page.slice(index);
      if (!this.#seen.add(stored)) continue;
      const hold = this.#shared.admission.hold(stored.job);
      if (hold === 'elsewhere') {
        this.#seen.forget(stored);
        continue;
      }
      if (hold === null) this.#take(stored);
      else void this.#noted(this.#defer(stored, hold));
    }
    return [];
  }

  /** Until no claim and no putting off is under way: what is pending then is truly there. */
  async claimsSettled(): Promise<void> {
    await Promise.allSettled(this.#claiming);
  }

  #take(stored: StoredJob): void {
    const { pool, runner, admission } = this.#shared;
    pool.take(this.#queue);
    admission.enter(stored.job);
    void this.#noted(this.#claim(stored))
      .then(async (claimed) => {
        if (claimed !== null) await runner.execute(claimed);
      })
      .finally(() => {
        admission.leave(stored.job);
        pool.release(this.#queue);
        this.#freed.ring();
      });
  }

  async #noted<T>(call: Promise<T>): Promise<T> {
    this.#claiming.add(call);
    try {
      return await call;
    } finally {
      this.#claiming.delete(call);
    }
  }

  async #claim(stored: StoredJob): Promise<ClaimedJob | null> {
    try {
      return await this.#shared.runner.claim(stored);
    } catch (error) {
      this.#notSettled(stored, error, 'claim not settled');
      return null;
    }
  }

  async #defer(stored: StoredJob, hold: Hold): Promise<void> {
    try {
      await this.#shared.runner.defer(stored, hold);
    } catch (error) {
      this.#notSettled(stored, error, 'not put off');
    }
  }

  #notSettled(stored: StoredJob, error: unknown, message: string): void {
    this.#seen.forget(stored);
    this.#engine.log.warn({ jobId: stored.job.id, error: String(error) }, message);
  }
}
