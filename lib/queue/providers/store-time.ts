import type { Millis } from '../../jobs/job';
import type { Clock } from '../ports/environment';

/**
 * The store's clock, between two bounds, from the last time that the store told it. Only the rate of this
 * machine's monotonic clock is trusted, never its wall clock.
 */
export class StoreTime {
  readonly #clock: Clock;
  #reading: { at: Millis; asked: number; answered: number } | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get known(): boolean {
    return this.#reading !== null;
  }

  /** Runs an operation that answers the store's time, and notes it. */
  async during<T extends { at: Millis } | { ok: false }>(operation: () => Promise<T>): Promise<T> {
    const asked = this.#clock.monotonic();
    const answer = await operation();
    if ('at' in answer) {
      this.#reading = { at: answer.at, asked, answered: this.#clock.monotonic() };
    }
    return answer;
  }

  /** It is at least this. This machine's wall clock while nobody has told it. */
  earliest(): Millis {
    if (this.#reading === null) return this.#clock.now();
    const { at, answered } = this.#reading;
    return at + (this.#clock.monotonic() - answered);
  }

  /** It is at most this. */
  latest(): Millis {
    if (this.#reading === null) return this.#clock.now();
    const { at, asked } = this.#reading;
    return at + (this.#clock.monotonic() - asked);
  }

  /** A time of the store's clock on this machine's wall clock. */
  toWall(at: Millis): Millis {
    return Math.round(this.#clock.now() + (at - this.earliest()));
  }
}
