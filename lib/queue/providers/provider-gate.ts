import type { JobError } from '../../jobs/error';
import type { Millis } from '../../jobs/job';
import type { Clock, Entropy, Log } from '../ports/environment';
import { StoreUnavailable, type Unsubscribe } from '../ports/job-store';
import type { RecordStore } from '../ports/record-store';
import type { Settings } from '../settings-follower';
import { sleep } from '../sleep';
import { BreakerBoard } from './breaker-board';
import { type Admitted, ModelBreaker } from './model-breaker';
import { ModelLane } from './model-lane';
import { type KeyGrant, type KeyRequest, PATIENCE_MS, ProviderKeys } from './provider-keys';
import {
  keysRefusedError,
  limitedError,
  limitedMessage,
  outError,
  outMessage,
  unsureError,
} from './refusals';
import { StoreTime } from './store-time';

/** A call that is under way already waits for another's probe so long. Milliseconds. */
const PROBE_PATIENCE_MS = 15_000;

/** While somebody probes, jobs look again after this. Milliseconds. */
const LOOK_AGAIN_MS = 5_000;

/** Between two looks at a breaker that is just being changed. Milliseconds. */
const MIN_WAIT_MS = 200;

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

interface Model {
  provider: string;
  breaker: ModelBreaker;
  lane: ModelLane;
}

interface Entered {
  keyId: string;
  settle(outcome: CallOutcome): void;
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
  readonly #models = new Map<string, Model>();
  readonly #writing = new Set<Promise<void>>();

  constructor(from: GateSurroundings, options: GateOptions) {
    const { serverId, windowMs = MINUTE_MS } = options;
    this.#from = from;
    this.#options = options;
    this.#time = new StoreTime(from.clock);
    this.#board = new BreakerBoard({ ...from, time: this.#time });
    this.#keys = new ProviderKeys({ ...from, time: this.#time, serverId, windowMs }, from.settings);
    this.#board.onChange(() => {
      for (const { lane } of this.#models.values()) lane.look();
    });
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
  async idle(): Promise<void> {
    while (this.#writing.size > 0) await Promise.all(this.#writing);
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
    const admission = this.#model(provider, model).breaker.admission();
    if (admission.may === 'not') {
      return { until: this.#time.toWall(admission.until), message: outMessage(title) };
    }
    if (admission.may === 'wait') {
      return { until: this.#from.clock.now() + LOOK_AGAIN_MS, message: outMessage(title) };
    }
    const until = this.#keys.heldUntil(provider);
    if (until === null || until - this.#time.earliest() <= PATIENCE_MS) return null;
    return { until: this.#time.toWall(until), message: limitedMessage(title) };
  }

  /** Calls of each model at once that this server allows itself now, by `provider:model`. */
  adaptiveLimits(): Record<string, number> {
    return Object.fromEntries([...this.#models].map(([name, { lane }]) => [name, lane.limit]));
  }

  async #enter(call: ModelCall): Promise<Entered> {
    const { clock } = this.#from;
    const model = this.#model(call.provider, call.model);
    const deadline = clock.monotonic() + PROBE_PATIENCE_MS;
    for (;;) {
      call.signal.throwIfAborted();
      await this.#untilAdmitted(model, call.signal, deadline);
      await model.lane.enter(call.signal);
      const entered = await this.#withKey(model, call);
      if (entered !== null) return entered;
    }
  }

  /** Inside the lane. Null when the breaker says otherwise by now; the lane is left unless it answers leave. */
  async #withKey(model: Model, call: ModelCall): Promise<Entered | null> {
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

  #permit({ provider, breaker, lane }: Model, grant: KeyGrant, admitted: Admitted): Entered {
    let settled = false;
    return {
      keyId: grant.keyId,
      settle: (outcome) => {
        if (settled) return;
        settled = true;
        grant.settle(outcome.ok ? outcome.tokens : null);
        lane.ended(outcome);
        this.#write(() => breaker.ended(admitted, outcome));
        const error = outcome.ok ? null : outcome.error;
        if (error?.class !== 'rate_limited' && error?.class !== 'auth') return;
        this.#write(() => this.#keys.block(provider, grant.keyId, error));
      },
    };
  }

  /** @throws JobError while the breaker is open, or nobody's probe ends in time */
  async #untilAdmitted(model: Model, signal: AbortSignal, deadline: number): Promise<void> {
    const { clock } = this.#from;
    const title = this.#options.titleOf(model.provider);
    for (;;) {
      signal.throwIfAborted();
      const admission = model.breaker.admission();
      if (admission.may === 'not') {
        throw outError(title, Math.max(1, Math.round(admission.until - this.#time.earliest())));
      }
      if (admission.may !== 'wait') return;
      const left = deadline - clock.monotonic();
      if (left <= 0) throw outError(title, LOOK_AGAIN_MS);
      const probeLeft = Math.max(MIN_WAIT_MS, admission.until - this.#time.earliest());
      await this.#untilChange(Math.min(left, probeLeft), signal);
    }
  }

  async #untilChange(ms: number, signal: AbortSignal): Promise<void> {
    const changed = new AbortController();
    const stop: Unsubscribe = this.#board.onChange(() => changed.abort());
    await sleep(this.#from.clock, ms, AbortSignal.any([signal, changed.signal]));
    stop();
  }

  /** Nobody waits for it: what could not be written is told again by the next call that fails. */
  #write(run: () => Promise<void>): void {
    const writing = run()
      .catch((error: unknown) => {
        this.#from.log.warn({ error: String(error) }, 'what a call told was not written');
      })
      .finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
  }

  #model(provider: string, model: string): Model {
    const name = `${provider}:${model}`;
    const known = this.#models.get(name);
    if (known !== undefined) return known;
    const { settings, clock, log } = this.#from;
    const { serverId } = this.#options;
    const surroundings = { board: this.#board, settings, clock, time: this.#time, log, serverId };
    const breaker = new ModelBreaker(surroundings, provider, model);
    const lane = new ModelLane(this.#from, () => {
      const admission = breaker.admission();
      // Whoever waits in it while the breaker is open is to hear so at once.
      return admission.may === 'call' ? admission.part : Infinity;
    });
    const made = { provider, breaker, lane };
    this.#models.set(name, made);
    return made;
  }
}

function refuses({ breaker }: Model): boolean {
  const { may } = breaker.admission();
  return may === 'not' || may === 'wait';
}

/** What the breaker says now that a key is free. @throws StoreUnavailable */
async function admit({ breaker }: Model): Promise<Admitted | null> {
  const { may } = breaker.admission();
  if (may === 'call') return breaker.admitted();
  return may === 'probe' ? breaker.probe() : null;
}
