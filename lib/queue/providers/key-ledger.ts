import type { KeySettings } from '../../cluster/settings';
import type { Millis } from '../../jobs/job';
import type { Unsubscribe } from '../ports/job-store';
import { USE_LEASE_MS } from './calls-at-once';
import { type Grant, HeldPermits } from './held-permits';
import { KeyRecord } from './key-record';
import { blocked, blockOf, hasLimits, type KeyBlock, loadOf } from './key-state';
import { type LedgerSurroundings, PermitTaker } from './permit-taker';
import type { Taken } from './permits-policy';

/** For how long at most a refusal is believed: somebody may give permits back. Milliseconds. */
const REFUSED_MS = 2_000;

/** When others wrote first each time. Milliseconds. */
const CONTENTION_MS = 500;

/** Calls at once that are not used are given back after this. Milliseconds. */
const LINGER_MS = 500;

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
  readonly #held = new HeldPermits();
  readonly #taker: PermitTaker;
  #waiters: Waiter[] = [];
  #asking = false;
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
    this.#taker = new PermitTaker(from, { record: this.#record, limits, held: this.#held });
  }

  get calling(): number {
    return this.#held.calling;
  }

  /** How full it is, 0 to 1 and above. */
  get load(): number {
    const { concurrentRequests } = this.#limits();
    const atOnce = concurrentRequests === null ? 0 : this.#held.calling / concurrentRequests;
    return Math.max(atOnce, loadOf(this.#record.value, this.#from.time.earliest()));
  }

  /** Until when a provider refuses it, and why; null when it does not. */
  get block(): KeyBlock | null {
    return blockOf(this.#record.value, this.#from.time.earliest());
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
    this.#taker.count();
    if (!limited) return { ok: true, grant: this.#held.begin(tokens, null) };
    const held = this.#asking || this.block !== null ? null : this.#spend(tokens);
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
    // Where tokens are not limited, fewer than estimated make nothing free.
    const counted = this.#limits().tokensPerMinute === null ? null : tokens;
    if (this.#held.ended(grant, counted)) this.#freeAt = 0;
    this.#tend();
  }

  /** The call was not made after all. */
  giveBack(grant: Grant): void {
    if (this.#held.notMade(grant)) this.#freeAt = 0;
    this.#tend();
  }

  /** Tells everybody that a provider refuses this key for a while. @throws StoreUnavailable */
  async blockFor(ms: number, because: KeyBlock['because']): Promise<void> {
    await this.#record.change((record, at) => blocked(record, { until: at + ms, because, at }));
  }

  close(): void {
    this.#closed = true;
    this.#unwatch?.();
    this.#unwatch = null;
    this.#cancelTimer?.();
  }

  #spend(tokens: number): Grant | null {
    return this.#held.spend(tokens, this.#limits(), this.#from.time.latest());
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
      const taken = await this.#taker.take(waiters.map(({ tokens }) => tokens));
      this.#serve(waiters, taken);
    } catch (error) {
      for (const waiter of waiters) waiter.fail(error);
    }
  }

  #serve(waiters: readonly Waiter[], taken: Taken | null): void {
    const { time } = this.#from;
    const now = time.earliest();
    if (taken === null) {
      const retryAfterMs = (this.block?.until ?? now + CONTENTION_MS) - now;
      for (const { answer } of waiters) answer({ ok: false, retryAfterMs });
      return;
    }
    const valid = time.latest() < taken.until;
    for (const [index, { answer }] of waiters.entries()) {
      // What was charged, not what was asked for: only that may be given back.
      const tokens = taken.charges[index] ?? 0;
      if (index >= taken.granted) answer({ ok: false, retryAfterMs: taken.retryAfterMs });
      else if (valid) answer({ ok: true, grant: this.#held.begin(tokens, taken.until) });
      else {
        // The answer took longer than the slot.
        this.#held.owe({ requests: -1, tokens: -tokens, until: taken.until });
        answer({ ok: false, retryAfterMs: 1 });
      }
    }
    this.#held.keep(taken);
    this.#freeAt = taken.retryAfterMs > 0 ? now + taken.retryAfterMs : 0;
    this.#askAgainAt = this.#from.clock.monotonic() + Math.min(taken.retryAfterMs, REFUSED_MS);
  }

  /** Gives back calls at once that are not used, and renews those that are. */
  #tend(): void {
    const { unused, calling } = this.#held;
    if (this.#closed || unused === null || this.#asking) return;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const idle = unused > 0;
    if (!idle && calling === 0) return;
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
