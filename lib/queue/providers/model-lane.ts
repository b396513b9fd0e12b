import type { JobError } from '../../jobs/error';
import type { Clock } from '../ports/environment';
import type { Settings } from '../settings-follower';
import { type AdaptiveLimit, bounded, cut, newAdaptiveLimit, succeeded } from './adaptive-policy';
import { CallLane } from './call-lane';

/** The calls of one model on this server: as many at once as went well, fewer while it recovers. */
export class ModelLane {
  readonly #clock: Clock;
  readonly #settings: Settings;
  readonly #lane: CallLane;
  #adaptive: AdaptiveLimit;

  /** @param part of the calls at once that may go in now; at least one may */
  constructor(from: { clock: Clock; settings: Settings }, part: () => number) {
    this.#clock = from.clock;
    this.#settings = from.settings;
    this.#adaptive = newAdaptiveLimit(from.settings.current().adaptive);
    this.#lane = new CallLane(() => Math.max(1, Math.floor(this.limit * part())));
  }

  get limit(): number {
    this.#adaptive = bounded(this.#adaptive, this.#settings.current().adaptive);
    return this.#adaptive.limit;
  }

  /** Waits its turn. @throws the signal's reason once it is aborted */
  enter(signal: AbortSignal): Promise<void> {
    return this.#lane.enter(signal);
  }

  /** The call was not made after all. */
  leave(): void {
    this.#lane.leave();
  }

  /** The call ended. @param error null when it says nothing of the provider */
  ended(end: { ok: true } | { ok: false; error: JobError | null }): void {
    const { adaptive } = this.#settings.current();
    if (end.ok) this.#adaptive = succeeded(this.#adaptive, adaptive);
    else if (end.error?.class === 'overloaded' || end.error?.class === 'rate_limited') {
      this.#adaptive = cut(this.#adaptive, this.#clock.monotonic(), adaptive);
    }
    this.#lane.leave();
  }

  /** To be called when the part that may go out has changed. */
  look(): void {
    this.#lane.look();
  }
}
