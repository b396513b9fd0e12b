import type { KeySettings } from '../../cluster/settings';
import type { JobError } from '../../jobs/error';
import type { Millis } from '../../jobs/job';
import type { Settings } from '../settings-follower';
import { sleep } from '../sleep';
import type { Grant } from './held-permits';
import { type Acquired, KeyLedger } from './key-ledger';
import type { LedgerSurroundings } from './permit-taker';

/** A wait that is shorter is sat out. Milliseconds. */
export const PATIENCE_MS = 2_000;

/** A key that was refused may have been mended, or refused by mistake. Milliseconds. */
const REFUSED_MS = 60_000;

/** A provider that limits us without saying for how long. Milliseconds. */
const LIMITED_MS = 5_000;

const MIN_SLEEP_MS = 20;

const NO_LIMITS: KeySettings = {
  requestsPerMinute: null,
  tokensPerMinute: null,
  concurrentRequests: null,
};

export interface KeyRequest {
  provider: string;
  keys: readonly { id: string; label: string }[];
  estimatedTokens: number;
  signal: AbortSignal;
}

/** No key is free. */
export interface KeysRefused {
  retryAfterMs: number;
  /** `auth` when the provider refused all of them. */
  because: 'rate_limited' | 'auth';
}

/** Leave to make one call with one of a provider's keys. */
export interface KeyGrant {
  keyId: string;
  settle(tokens: number | null): void;
  giveBack(): void;
}

/** The keys of all providers: the least loaded one that is free serves a call. */
export class ProviderKeys {
  readonly #from: LedgerSurroundings;
  readonly #settings: Settings;
  readonly #ledgers = new Map<string, Map<string, KeyLedger>>();
  #uses = 0;

  constructor(from: LedgerSurroundings, settings: Settings) {
    this.#from = from;
    this.#settings = settings;
  }

  /**
   * Waits while that is short.
   * @throws JobError what `refusal` makes of it; StoreUnavailable; the signal's reason once it is aborted
   */
  async acquire(
    request: KeyRequest,
    refusal: (refused: KeysRefused) => JobError,
  ): Promise<KeyGrant> {
    const { clock } = this.#from;
    const deadline = clock.monotonic() + PATIENCE_MS;
    for (;;) {
      request.signal.throwIfAborted();
      const tried = await this.#tryEach(request);
      if ('grant' in tried) return this.#granted(tried.ledger, tried.grant);
      if (clock.monotonic() + tried.retryAfterMs > deadline) throw refusal(tried);
      await sleep(clock, Math.max(tried.retryAfterMs, MIN_SLEEP_MS), request.signal);
    }
  }

  /** Before this none of a provider's keys will be free, as far as anybody here knows; null when one may be. */
  heldUntil(provider: string): Millis | null {
    const holds = [...(this.#ledgers.get(provider)?.values() ?? [])].map(
      ({ heldUntil }) => heldUntil,
    );
    const times = holds.filter((until) => until !== null);
    return times.length === 0 || times.length < holds.length ? null : Math.min(...times);
  }

  /** Nobody uses a key for a while: the provider refused or limits it. @throws StoreUnavailable */
  async block(provider: string, keyId: string, error: JobError): Promise<void> {
    const ledgers = this.#ledgers.get(provider);
    const ledger = ledgers?.get(keyId);
    if (error.class === 'auth') {
      // The only one is asked each time: what is wrong with it is for the provider to say.
      if ((ledgers?.size ?? 0) > 1) await ledger?.blockFor(REFUSED_MS, 'auth');
    } else await ledger?.blockFor(error.retryAfterMs ?? LIMITED_MS, 'rate_limited');
  }

  close(): void {
    for (const ledgers of this.#ledgers.values()) {
      for (const ledger of ledgers.values()) ledger.close();
    }
  }

  async #tryEach(request: KeyRequest): Promise<{ ledger: KeyLedger; grant: Grant } | KeysRefused> {
    const now = this.#from.time.earliest();
    const ledgers = request.keys.map((key) => this.#ledger(request.provider, key));
    let soonest = Infinity;
    let limited = false;
    for (const ledger of inTurn(ledgers)) {
      const { block } = ledger;
      const refused: Acquired | null =
        block === null ? null : { ok: false, retryAfterMs: Math.max(1, block.until - now) };
      const tried = refused ?? (await ledger.acquire(request.estimatedTokens));
      if (tried.ok) return { ledger, grant: tried.grant };
      soonest = Math.min(soonest, tried.retryAfterMs);
      limited ||= block?.because !== 'auth';
    }
    return { retryAfterMs: soonest, because: limited ? 'rate_limited' : 'auth' };
  }

  #granted(ledger: KeyLedger, grant: Grant): KeyGrant {
    ledger.lastUsed = this.#uses += 1;
    return {
      keyId: ledger.id,
      settle: (tokens) => ledger.settle(grant, tokens),
      giveBack: () => ledger.giveBack(grant),
    };
  }

  #ledger(provider: string, key: { id: string; label: string }): KeyLedger {
    const ledgers = this.#ledgers.get(provider) ?? new Map<string, KeyLedger>();
    this.#ledgers.set(provider, ledgers);
    const limits = (): KeySettings => this.#settings.current().keys[provider] ?? NO_LIMITS;
    const ledger = ledgers.get(key.id) ?? new KeyLedger(this.#from, { ...key, provider }, limits);
    ledgers.set(key.id, ledger);
    return ledger;
  }
}

/** The least loaded first; of equals the one that was not used for longest. */
function inTurn(ledgers: readonly KeyLedger[]): KeyLedger[] {
  return ledgers.toSorted(
    (a, b) => a.load - b.load || a.calling - b.calling || a.lastUsed - b.lastUsed,
  );
}
