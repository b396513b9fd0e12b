import type { KeyUse, ProviderKeyRecord } from '../../cluster/provider-key';
import type { KeySettings } from '../../cluster/settings';
import type { Millis } from '../../jobs/job';
import type { Unsubscribe } from '../ports/job-store';
import { CallRate } from './call-rate';
import { KeyRecord, type KeyStores } from './key-record';
import {
  blocked,
  type Correction,
  hasLimits,
  hasTake,
  loadOf,
  take,
  type Taken,
  USE_LEASE_MS,
} from './permits-policy';

/**
 * Permits are taken for so long, twice the store's last time to answer, and up to a sixtieth of the window more.
 * Milliseconds.
 */
const SLOT_MS = 250;

/** For how long at most a refusal is believed: somebody may give permits back. Milliseconds. */
const REFUSED_MS = 2_000;

/** When others wrote first each time. Milliseconds. */
const CONTENTION_MS = 500;

/** Calls at once that are not used are given back after this. Milliseconds. */
const LINGER_MS = 500;

export interface LedgerSurroundings extends KeyStores {
  serverId: string;
  /** That the limits a minute are of. Milliseconds; other than a minute in tests alone. */
  windowMs: number;
}

/** Leave to make one call with a key. */
export interface Grant {
  estimate: number;
  /** The end of the slot that it was charged to; null when nothing was charged. */
  until: Millis | null;
}

export type Acquired = { ok: true; grant: Grant } | { ok: false; retryAfterMs: number };

interface Waiter {
  tokens: number;
  answer: (acquired: Acquired) => void;
  fail: (error: unknown) => void;
}

/** What one server holds of one key: permits for a short slot, and its share of the calls at once. */
export class KeyLedger {
  readonly id: string;
  /** Goes up with each use, over all keys. */
  lastUsed = 0;
  readonly #from: LedgerSurroundings;
  readonly #record: KeyRecord;
  readonly #limits: () => KeySettings;
  readonly #rate: CallRate;
  #calling = 0;
  #pool: { calls: number; tokens: number; until: Millis } | null = null;
  #use: KeyUse | null = null;
  #waiters: Waiter[] = [];
  #corrections: Correction[] = [];
  #asking = false;
  #takes = 0;
  /** On the store's clock: before it, nothing will be free. */
  #freeAt: Millis = 0;
  /** Monotonic: before it, that is believed without asking the store again. */
  #askAgainAt = 0;
  #unwatch: Unsubscribe | null = null;
  #cancelTimer: (() => void) | null = null;
  #closed = false;

  /** @param limits the provider's, as they are now */
  constructor(
    from: LedgerSurroundings,
    key: { id: string; provider: string; label: string },
    limits: () => KeySettings,
  ) {
    this.id = key.id;
    this.#from = from;
    this.#record = new KeyRecord(from, key);
    this.#limits = limits;
    this.#rate = new CallRate(from.clock);
  }

  get calling(): number {
    return this.#calling;
  }

  /** How full it is, 0 to 1 and above. */
  get load(): number {
    const { concurrentRequests } = this.#limits();
    const atOnce = concurrentRequests === null ? 0 : this.#calling / concurrentRequests;
    return Math.max(atOnce, loadOf(this.#record.value, this.#from.time.earliest()));
  }

  /** Until when a provider refuses it, and why; null when it does not. */
  get block(): { until: Millis; because: 'rate_limited' | 'auth' } | null {
    const { blockedUntil: until, blockedBecause: because } = this.#record.value ?? NOT_BLOCKED;
    if (until === null || until <= this.#from.time.earliest()) return null;
    return { until, because: because ?? 'rate_limited' };
  }

  /** Before this no call will get through, as far as anybody here knows; null when one may now. */
  get heldUntil(): Millis | null {
    const until = Math.max(this.block?.until ?? 0, this.#freeAt);
    return until > this.#from.time.earliest() ? until : null;
  }

  /** Leave to make a call. Asks the store only when what is held does not do. @throws StoreUnavailable */
  async acquire(tokens: number): Promise<Acquired> {
    const limited = hasLimits(this.#limits());
    this.#follow(!limited);
    this.#rate.count();
    if (!limited) return { ok: true, grant: this.#begin(tokens, null) };
    const held = this.#asking ? null : this.#fromHeld(tokens);
    if (held !== null) return { ok: true, grant: held };
    const wait = (this.heldUntil ?? 0) - this.#from.time.earliest();
    const believed = this.block !== null || this.#from.clock.monotonic() < this.#askAgainAt;
    if (wait > 0 && believed) return { ok: false, retryAfterMs: wait };
    return new Promise((answer, fail) => {
      this.#waiters.push({ tokens, answer, fail });
      void this.#ask();
    });
  }

  /** The call was made. @param tokens what it took; null when nobody counted */
  settle(grant: Grant, tokens: number | null): void {
    this.#calling -= 1;
    if (grant.until !== null && tokens !== null) {
      this.#correct({ requests: 0, tokens: tokens - grant.estimate, until: grant.until });
    }
    this.#tend();
  }

  /** The call was not made after all. */
  giveBack(grant: Grant): void {
    this.#calling -= 1;
    if (grant.until !== null) {
      this.#correct({ requests: -1, tokens: -grant.estimate, until: grant.until });
    }
    this.#tend();
  }

  /** Tells everybody that a provider refuses this key for a while. @throws StoreUnavailable */
  async blockFor(ms: number, because: 'rate_limited' | 'auth'): Promise<void> {
    await this.#record.change((record, at) => blocked(record, { until: at + ms, because, at }));
  }

  close(): void {
    this.#closed = true;
    this.#unwatch?.();
    this.#unwatch = null;
    this.#cancelTimer?.();
  }

  #begin(tokens: number, until: Millis | null): Grant {
    this.#calling += 1;
    return { estimate: tokens, until };
  }

  /** From permits that were taken before and still hold. */
  #fromHeld(tokens: number): Grant | null {
    const limits = this.#limits();
    const latest = this.#from.time.latest();
    const use = this.#use;
    const room =
      limits.concurrentRequests === null ||
      (use !== null && use.calls > this.#calling && latest < use.until);
    if (!room || this.block !== null) return null;
    if (limits.requestsPerMinute === null && limits.tokensPerMinute === null) {
      return this.#begin(tokens, null);
    }
    const pool = this.#pool;
    if (pool === null || latest >= pool.until || pool.calls < 1) return null;
    if (limits.tokensPerMinute !== null && pool.tokens < tokens) return null;
    pool.calls -= 1;
    pool.tokens -= Math.min(tokens, pool.tokens);
    return this.#begin(tokens, pool.until);
  }

  /** Takes permits for all who wait; those who came meanwhile are next. */
  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      do await this.#askOnce(this.#waiters.splice(0));
      while (this.#waiters.length > 0);
    } finally {
      this.#asking = false;
    }
    this.#tend();
  }

  async #askOnce(waiters: Waiter[]): Promise<void> {
    try {
      const taken = await this.#take(waiters);
      this.#serve(waiters, taken);
    } catch (error) {
      for (const waiter of waiters) waiter.fail(error);
    }
  }

  async #take(waiters: readonly Waiter[]): Promise<Taken | null> {
    const { time, serverId, windowMs } = this.#from;
    const corrections = this.#returns();
    const number = (this.#takes += 1);
    const last: { taken: Taken | null } = { taken: null };
    const decide = (record: ProviderKeyRecord): ProviderKeyRecord | null => {
      last.taken = null;
      if ((record.blockedUntil ?? 0) > time.earliest()) return null;
      const taken = take(record, {
        serverId,
        number,
        limits: this.#limits(),
        windowMs,
        earliest: time.earliest(),
        latest: time.latest(),
        slotMs: SLOT_MS + 2 * (time.latest() - time.earliest()),
        waiting: waiters.map(({ tokens }) => tokens),
        expected: Math.floor(this.#rate.perSecond()),
        calling: this.#calling,
        corrections,
      });
      last.taken = taken;
      // Nothing to write where nothing was taken or given back, unless others should make room.
      const idle = taken.granted === 0 && corrections.length === 0 && taken.use === null;
      return idle ? null : taken.record;
    };
    const written = await this.#record.change(decide, {
      trusting: hasLimits(this.#limits()),
      applied: (record) => hasTake(record, serverId, number),
    });
    return written ? last.taken : null;
  }

  #serve(waiters: readonly Waiter[], taken: Taken | null): void {
    const { time } = this.#from;
    const now = time.earliest();
    if (taken === null) {
      const retryAfterMs = (this.block?.until ?? now + CONTENTION_MS) - now;
      for (const { answer } of waiters) answer({ ok: false, retryAfterMs });
      return;
    }
    this.#use = taken.use;
    const valid = time.latest() < taken.until;
    for (const [index, { tokens, answer }] of waiters.entries()) {
      if (index >= taken.granted) answer({ ok: false, retryAfterMs: taken.retryAfterMs });
      else if (valid) answer({ ok: true, grant: this.#begin(tokens, taken.until) });
      else {
        // The answer took longer than the slot.
        this.#correct({ requests: -1, tokens: -tokens, until: taken.until });
        answer({ ok: false, retryAfterMs: 1 });
      }
    }
    if (taken.spare.calls > 0) this.#pool = { ...taken.spare, until: taken.until };
    this.#freeAt = taken.retryAfterMs > 0 ? now + taken.retryAfterMs : 0;
    this.#askAgainAt = this.#from.clock.monotonic() + Math.min(taken.retryAfterMs, REFUSED_MS);
  }

  /** All that is owed to the record: corrections, and permits that nobody used. */
  #returns(): Correction[] {
    const owed = this.#corrections;
    this.#corrections = [];
    const pool = this.#pool;
    this.#pool = null;
    if (pool !== null) {
      owed.push({ requests: -pool.calls, tokens: -pool.tokens, until: pool.until });
    }
    return owed;
  }

  #correct(correction: Correction): void {
    const same = this.#corrections.find(({ until }) => until === correction.until);
    if (same === undefined) this.#corrections.push(correction);
    else {
      same.requests += correction.requests;
      same.tokens += correction.tokens;
    }
    if (correction.requests + correction.tokens < 0) this.#freeAt = 0;
  }

  /** Gives back calls at once that are not used, and renews those that are. */
  #tend(): void {
    if (this.#closed || this.#use === null || this.#asking) return;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const idle = this.#use.calls > this.#calling;
    if (!idle && this.#calling === 0) return;
    this.#cancelTimer = this.#from.clock.timer(idle ? LINGER_MS : USE_LEASE_MS / 3, () => {
      this.#cancelTimer = null;
      void this.#ask();
    });
  }

  /** Without limits nothing is asked of the store, so a listener tells what the provider said to others. */
  #follow(wanted: boolean): void {
    if (this.#closed || wanted === (this.#unwatch !== null)) return;
    if (wanted) this.#unwatch = this.#record.watch(() => (this.#unwatch = null));
    else {
      this.#unwatch?.();
      this.#unwatch = null;
    }
  }
}

const NOT_BLOCKED: Pick<ProviderKeyRecord, 'blockedUntil' | 'blockedBecause'> = {
  blockedUntil: null,
  blockedBecause: null,
};
