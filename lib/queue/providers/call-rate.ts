import type { Clock } from '../ports/environment';

/** Weight of the second that ended, beside those before it. */
const NEWEST = 0.5;

/** How many calls come in a second, as of late. */
export class CallRate {
  readonly #clock: Clock;
  #second: number;
  #count = 0;
  #mean = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#second = this.#now();
  }

  count(): void {
    this.#advance();
    this.#count += 1;
  }

  perSecond(): number {
    this.#advance();
    return this.#mean;
  }

  #advance(): void {
    const passed = this.#now() - this.#second;
    if (passed <= 0) return;
    const mean = this.#mean * (1 - NEWEST) + this.#count * NEWEST;
    this.#mean = mean * (1 - NEWEST) ** (passed - 1);
    this.#second += passed;
    this.#count = 0;
  }

  #now(): number {
    return Math.floor(this.#clock.monotonic() / 1_000);
  }
}
