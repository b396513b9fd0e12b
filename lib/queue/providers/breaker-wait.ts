import type { Clock } from '../ports/environment';
import type { Unsubscribe } from '../ports/job-store';
import { sleep } from '../sleep';
import type { BreakerBoard } from './breaker-board';
import type { GatedModel } from './gated-models';
import { outError } from './refusals';
import type { StoreTime } from './store-time';

/** A call that is under way already waits for another's probe so long. Milliseconds. */
const PROBE_PATIENCE_MS = 15_000;

/** While somebody probes, jobs look again after this. Milliseconds. */
export const LOOK_AGAIN_MS = 5_000;

/** Between two looks at a breaker that is just being changed. Milliseconds. */
const MIN_WAIT_MS = 200;

/** What one call has left of its patience with a breaker that somebody else probes. */
export class BreakerWait {
  readonly #from: { board: BreakerBoard; clock: Clock; time: StoreTime };
  readonly #title: string;
  readonly #deadline: number;

  /** @param title the provider, as a person knows it */
  constructor(from: { board: BreakerBoard; clock: Clock; time: StoreTime }, title: string) {
    this.#from = from;
    this.#title = title;
    this.#deadline = from.clock.monotonic() + PROBE_PATIENCE_MS;
  }

  /**
   * Until the breaker lets a call through, or would let this one probe.
   * @throws JobError while the breaker is open, or nobody's probe ends in time; the signal's reason once it is aborted
   */
  async untilAdmitted({ breaker }: GatedModel, signal: AbortSignal): Promise<void> {
    const { clock, time } = this.#from;
    for (;;) {
      signal.throwIfAborted();
      const admission = breaker.admission();
      if (admission.may === 'not') {
        throw outError(this.#title, Math.max(1, Math.round(admission.until - time.earliest())));
      }
      if (admission.may !== 'wait') return;
      const left = this.#deadline - clock.monotonic();
      if (left <= 0) throw outError(this.#title, LOOK_AGAIN_MS);
      const probeLeft = Math.max(MIN_WAIT_MS, admission.until - time.earliest());
      await this.#untilChange(Math.min(left, probeLeft), signal);
    }
  }

  async #untilChange(ms: number, signal: AbortSignal): Promise<void> {
    const changed = new AbortController();
    const stop: Unsubscribe = this.#from.board.onChange(() => changed.abort());
    await sleep(this.#from.clock, ms, AbortSignal.any([signal, changed.signal]));
    stop();
  }
}
