import type { BreakerRecord } from '../../cluster/breaker';
import type { JobError } from '../../jobs/error';
import type { Millis } from '../../jobs/job';
import type { Clock, Log } from '../ports/environment';
import type { Settings } from '../settings-follower';
import type { BreakerBoard } from './breaker-board';
import {
  type Admission,
  admission,
  isOutage,
  opened,
  probeFailed,
  probeGivenUp,
  probeSucceeded,
  probing,
  STEP_SUCCESSES,
  steppedUp,
} from './breaker-policy';
import type { StoreTime } from './store-time';

export interface BreakerSurroundings {
  board: BreakerBoard;
  settings: Settings;
  clock: Clock;
  time: StoreTime;
  log: Log;
  serverId: string;
}

/** What a call told of its provider. `error` null: nothing. */
export type CallEnd = { ok: true } | { ok: false; error: JobError | null };

/** The state in which a call was let through. What it tells counts only while that state lasts. */
export interface Admitted {
  since: Millis;
  probes: boolean;
}

/** One model's breaker as one server sees it: counts what its calls tell, and writes when that changes the state. */
export class ModelBreaker {
  readonly #from: BreakerSurroundings;
  readonly #provider: string;
  readonly #model: string;
  /** Monotonic, oldest first, of calls that were let through in the state that is. */
  #outages: number[] = [];
  #successes = 0;
  /** The state that was counted in. */
  #counted: Millis = 0;
  #changing = false;

  constructor(from: BreakerSurroundings, provider: string, model: string) {
    this.#from = from;
    this.#provider = provider;
    this.#model = model;
  }

  admission(): Admission {
    const at = this.#from.time.earliest();
    const now = admission(this.#record, at);
    return now.may === 'probe' && this.#changing ? { may: 'wait', until: at } : now;
  }

  /** For a call that `admission` lets through now. */
  admitted(): Admitted {
    return { since: this.#record?.since ?? 0, probes: false };
  }

  /**
   * Tries to be the one who probes.
   * @returns null when another is, or it is too soon
   * @throws StoreUnavailable
   */
  async probe(): Promise<Admitted | null> {
    if (this.#changing) return null;
    const { board, serverId } = this.#from;
    this.#changing = true;
    try {
      const won = await board.change(this.#provider, this.#model, (record, at) =>
        probing(record, { serverId, at }),
      );
      return won === null ? null : { since: won.since, probes: true };
    } finally {
      this.#changing = false;
    }
  }

  /** Counts what a call told. The promise is only for whoever wants to see it written. */
  async ended(admitted: Admitted, end: CallEnd): Promise<void> {
    if (admitted.probes) return this.#probeEnded(admitted.since, end);
    if (admitted.since !== (this.#record?.since ?? 0)) return;
    if (this.#counted !== admitted.since) {
      this.#counted = admitted.since;
      this.#outages = [];
      this.#successes = 0;
    }
    if (end.ok) await this.#succeeded(admitted.since);
    else if (end.error !== null && isOutage(end.error)) await this.#failed(end.error);
  }

  get #record(): BreakerRecord | undefined {
    return this.#from.board.get(this.#provider, this.#model);
  }

  async #succeeded(since: Millis): Promise<void> {
    if (this.#record?.state !== 'recovering') return;
    this.#successes += 1;
    if (this.#successes < STEP_SUCCESSES) return;
    await this.#change((record, at) => steppedUp(record, { since, at }));
  }

  async #failed(error: JobError): Promise<void> {
    const { breaker } = this.#from.settings.current();
    const now = this.#from.clock.monotonic();
    this.#outages = [...this.#outages.filter((at) => now - at < breaker.windowMs), now];
    const recovers = this.#record?.state === 'recovering';
    if (!recovers && this.#outages.length < breaker.failureThreshold) return;
    const seconds = Math.round(breaker.windowMs / 1_000);
    const reason = recovers
      ? `a call failed while it recovered: ${error.code}`
      : `${this.#outages.length} outages in ${seconds} s: ${error.code}`;
    const { retryAfterMs } = error;
    await this.#change((record, at) =>
      opened(record, { at, reason, retryAfterMs, recovery: breaker }),
    );
  }

  async #probeEnded(since: Millis, end: CallEnd): Promise<void> {
    const { breaker: recovery } = this.#from.settings.current();
    await this.#from.board.change(this.#provider, this.#model, (record, at) => {
      // Whoever finds a text too long is there again.
      if (end.ok || end.error?.class === 'invalid_input') {
        return probeSucceeded(record, { since, at });
      }
      if (end.error === null || !isOutage(end.error)) return probeGivenUp(record, { since, at });
      const { retryAfterMs } = end.error;
      return probeFailed(record, { since, at, retryAfterMs, recovery });
    });
  }

  /** One change at a time: calls that end together say the same. */
  async #change(decide: Parameters<BreakerBoard['change']>[2]): Promise<void> {
    if (this.#changing) return;
    this.#changing = true;
    try {
      await this.#from.board.change(this.#provider, this.#model, decide);
    } finally {
      this.#changing = false;
    }
  }
}
