import type { Millis } from '../jobs/job';
import type { Clock } from './ports/environment';
import type { StoredSubmitter } from './ports/job-store';

const CAPACITY = 10_000;

export interface KnownSubmitter extends StoredSubmitter {
  /** When the store told it, on this process's monotonic clock. */
  heardAt: number;
}

/**
 * What this process last knew of its submitters: the version makes a stale entry harmless, and a fresh one
 * saves the read. Also puts one user's submits in line.
 */
export class SubmitterCache {
  readonly #clock: Clock;
  readonly #known = new Map<string, KnownSubmitter>();
  readonly #lines = new Map<string, Promise<unknown>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get(userId: string): KnownSubmitter | undefined {
    return this.#known.get(userId);
  }

  /** What the store told just now. */
  set(stored: StoredSubmitter): KnownSubmitter {
    const known = { ...stored, heardAt: this.#clock.monotonic() };
    const { userId } = stored.submitter;
    this.#known.delete(userId);
    this.#known.set(userId, known);
    if (this.#known.size > CAPACITY) {
      const oldest = this.#known.keys().next();
      if (!oldest.done) this.#known.delete(oldest.value);
    }
    return known;
  }

  drop(userId: string): void {
    this.#known.delete(userId);
  }

  /** How long ago the store told it. Milliseconds. */
  ageOf({ heardAt }: KnownSubmitter): number {
    return this.#clock.monotonic() - heardAt;
  }

  /** The time on the store's clock, by its last answer and what has passed here since: no machine's wall clock. */
  storeTime(known: KnownSubmitter): Millis {
    return Math.floor(known.at + this.ageOf(known));
  }

  /** Runs `call` after the user's earlier calls have ended, however they ended. */
  async inTurn<T>(userId: string, call: () => Promise<T>): Promise<T> {
    const before = this.#lines.get(userId) ?? Promise.resolve();
    const turn = before.then(call, call);
    this.#lines.set(userId, turn);
    try {
      return await turn;
    } finally {
      if (this.#lines.get(userId) === turn) this.#lines.delete(userId);
    }
  }
}
