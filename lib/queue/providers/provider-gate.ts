import type { JobError } from '../../jobs/error';
import type { Millis } from '../../jobs/job';
import type { Clock, Entropy, Log } from '../ports/environment';
import { StoreUnavailable } from '../ports/job-store';
import type { RecordStore } from '../ports/record-store';
import type { Settings } from '../settings-follower';
import { BackgroundWrites } from './background-writes';
import { BreakerBoard } from './breaker-board';
import { BreakerWait, LOOK_AGAIN_MS } from './breaker-wait';
import { type GatedModel, GatedModels } from './gated-models';
import type { Admitted } from './model-breaker';
import { type KeyGrant, type KeyRequest, PATIENCE_MS, ProviderKeys } from './provider-keys';
import {
  keysRefusedError,
  limitedError,
  limitedMessage,
  outMessage,
  silentError,
  unsureError,
} from './refusals';
import { StoreTime } from './store-time';

const MINUTE_MS = 60_000;

export interface GateSurroundings {
  records: RecordStore;
  settings: Settings;
  clock: Clock;
  entropy: Entropy;
  log: Log;
}

export interface GateOptions {
  serverId: string;
  /** A provider as a person knows it. */
  titleOf: (provider: string) => string;
  /** That the limits a minute are of. Milliseconds; other than a minute in tests alone. */
  windowMs?: number;
}

export interface ModelCall extends KeyRequest {
  model: string;
}

type CallOutcome = { ok: true; tokens: number | null } | { ok: false; error: JobError | null };

interface Entered {
  keyId: string;
  settle(outcome: CallOutcome): JobError | null;
}

/**
 * What stands between this server and the providers: each model's breaker, which all servers share; the limits of
 * each key, which they share as well; and how many calls of a model this server makes at once.
 * With no limit set and nothing wrong, a call costs no operation of the store.
 */
export class ProviderGate {
  readonly #from: GateSurroundings;
  readonly #options: GateOptions;
  readonly #time: StoreTime;
  readonly #board: BreakerBoard;
  readonly #keys: ProviderKeys;
  readonly #models: GatedModels;
  readonly #writes: BackgroundWrites;

  constructor(from: GateSurroundings, options: GateOptions) {
    const { serverId, windowMs = MINUTE_MS } = options;
    this.#from = from;
    this.#options = options;
    this.#time = new StoreTime(from.clock);
    this.#board = new BreakerBoard({ ...from, time: this.#time });
    this.#keys = new ProviderKeys({ ...from, time: this.#time, serverId, windowMs }, from.settings);
    this.#models = new GatedModels({ ...from, board: this.#board, time: this.#time, serverId });
    this.#writes = new BackgroundWrites(from.log);
  }

  /** Begins to follow the breakers. */
  start(): void {
    this.#board.start();
  }

  /** Ends the listeners, and waits for what calls told to be written. */
  async close(): Promise<void> {
    await this.idle();
    this.#board.close();
    this.#keys.close();
  }

  /** Until what calls told so far is written. */
  idle(): Promise<void> {
    return this.#writes.settled();
  }

  /** @throws JobError; the signal's reason once it is aborted */
  async enter(call: ModelCall): Promise<Entered> {
    try {
      return await this.#enter(call);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      throw unsureError(this.#options.titleOf(call.provider), error);
    }
  }

  hold(provider: string, model: string): { until: Millis; message: string } | null {
    const title = this.#options.titleOf(provider);
    const admission = this.#models.get(provider, model).breaker.admission();
    if (admission.may === 'not') {
      return { until: this.#time.toWall(admission.until), message: outMessage(title) };
    }
    if (admission.may === 'wait') {
      return { until: this.#from.clock.now() + LOOK_AGAIN_MS, message: outMessage(title) };
    }
    const until = this.#keys.heldUntil(provider);
    if (until === null || until - this.#time.earliest() <= PATIENCE_MS) return null;
    // Who comes a little early waits in the gate, and is there when the key is free.
    const early = until - PATIENCE_MS / 2;
    return { until: this.#time.toWall(early), message: limitedMessage(title) };
  }

  /** Calls of each model at once that this server allows itself now, by `provider:model`. */
  adaptiveLimits(): Record<string, number> {
    return this.#models.limits();
  }

  /** Breakers that hold calls back, as `provider:model`; those of all servers. */
  openBreakers(): string[] {
    return this.#board.open();
  }

  async #enter(call: ModelCall): Promise<Entered> {
    const model = this.#models.get(call.provider, call.model);
    const from = { ...this.#from, board: this.#board, time: this.#time };
    const wait = new BreakerWait(from, this.#options.titleOf(call.provider));
    for (;;) {
      call.signal.throwIfAborted();
      await wait.untilAdmitted(model, call.signal);
      await model.lane.enter(call.signal);
      const entered = await this.#withKey(model, call);
      if (entered !== null) return entered;
    }
  }

  /** Inside the lane. Null when the breaker says otherwise by now; the lane is left unless it answers leave. */
  async #withKey(model: GatedModel, call: ModelCall): Promise<Entered | null> {
    const { lane, provider } = model;
    let grant: KeyGrant | null = null;
    let admitted: Admitted | null = null;
    try {
      if (refuses(model)) return null;
      grant = await this.#keys.acquire(call, ({ because, retryAfterMs }) => {
        const title = this.#options.titleOf(provider);
        return because === 'auth' ? keysRefusedError(title) : limitedError(title, retryAfterMs);
      });
      admitted = call.signal.aborted ? null : await admit(model);
      return admitted === null ? null : this.#permit(model, grant, admitted);
    } finally {
      if (admitted === null) {
        grant?.giveBack();
        lane.leave();
      }
    }
  }

  #permit(model: GatedModel, grant: KeyGrant, admitted: Admitted): Entered {
    const { provider, breaker, lane, witnesses } = model;
    const { clock } = this.#from;
    const call = witnesses.began(clock.monotonic());
    let settled = false;
    return {
      keyId: grant.keyId,
      settle: (outcome) => {
        const error = outcome.ok ? null : outcome.error;
        if (settled) return error;
        settled = true;
        grant.settle(outcome.ok ? outcome.tokens : null);
        lane.ended(outcome);
        const isOut =
          witnesses.ended(call, { ok: outcome.ok, error }, clock.monotonic()) ||
          admitted.probes ||
          refuses(model);
        this.#writes.start(() => breaker.ended(admitted, outcome));
        if (error?.class === 'rate_limited' || error?.class === 'auth') {
          this.#writes.start(() => this.#keys.block(provider, grant.keyId, error));
        }
        return error?.class === 'timeout' && isOut ? silentError(error) : error;
      },
    };
  }
}

function refuses({ breaker }: GatedModel): boolean {
  const { may } = breaker.admission();
  return may === 'not' || may === 'wait';
}

/** What the breaker says now that a key is free. @throws StoreUnavailable */
async function admit({ breaker }: GatedModel): Promise<Admitted | null> {
  const { may } = breaker.admission();
  if (may === 'call') return breaker.admitted();
  return may === 'probe' ? breaker.probe() : null;
}
