import type { ProviderKeyRecord } from '../../cluster/provider-key';
import type { KeySettings } from '../../cluster/settings';
import { CallRate } from './call-rate';
import type { HeldPermits } from './held-permits';
import type { KeyRecord, KeyStores } from './key-record';
import { hasLimits } from './key-state';
import { hasTake, take, type Taken } from './permits-policy';

/**
 * Permits are taken for so long, twice the store's time to answer, and up to a sixtieth of the window more.
 * Milliseconds.
 */
const SLOT_MS = 250;

/**
 * Where many servers write one record, a write may take far longer than the read before it, and permits that come
 * after their slot are of no use: so the longest of the last takes is remembered, and fades by this with each.
 */
const FADE = 0.8;

/** What is taken counts for a slot longer than the window: no more than this part of it is waited for. */
const LONGEST_PART = 1 / 12;

export interface LedgerSurroundings extends KeyStores {
  serverId: string;
  /** That the limits a minute are of. Milliseconds; other than a minute in tests alone. */
  windowMs: number;
}

/** Takes permits for one server from the record of one key, and tells it what the server owes. */
export class PermitTaker {
  readonly #from: LedgerSurroundings;
  readonly #record: KeyRecord;
  readonly #limits: () => KeySettings;
  readonly #held: HeldPermits;
  readonly #rate: CallRate;
  #takes = 0;
  /** From a decision to the answer that it is written. Milliseconds. */
  #answerMs = 0;

  constructor(
    from: LedgerSurroundings,
    key: { record: KeyRecord; limits: () => KeySettings; held: HeldPermits },
  ) {
    this.#from = from;
    this.#record = key.record;
    this.#limits = key.limits;
    this.#held = key.held;
    this.#rate = new CallRate(from.clock);
  }

  /** Somebody wants to call: as often they will want to within the next slot. */
  count(): void {
    this.#rate.count();
  }

  /**
   * @param waiting estimated tokens of each call that waits, in order
   * @returns null when the key is blocked, or others wrote first each time
   * @throws StoreUnavailable
   */
  async take(waiting: readonly number[]): Promise<Taken | null> {
    const { time, clock, serverId, windowMs } = this.#from;
    const corrections = this.#held.surrender();
    const number = (this.#takes += 1);
    const last: { taken: Taken | null; decidedAt: number } = { taken: null, decidedAt: 0 };
    const decide = (record: ProviderKeyRecord): ProviderKeyRecord | null => {
      last.taken = null;
      last.decidedAt = clock.monotonic();
      if ((record.blockedUntil ?? 0) > time.earliest()) return null;
      const taken = take(record, {
        serverId,
        number,
        limits: this.#limits(),
        windowMs,
        earliest: time.earliest(),
        latest: time.latest(),
        slotMs: this.#slotMs(),
        waiting,
        expected: Math.floor(this.#rate.perSecond()),
        calling: this.#held.calling,
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
    this.#answerMs = Math.max(clock.monotonic() - last.decidedAt, this.#answerMs * FADE);
    return written ? last.taken : null;
  }

  #slotMs(): number {
    const { time, windowMs } = this.#from;
    const expected = Math.min(this.#answerMs, windowMs * LONGEST_PART);
    return SLOT_MS + 2 * Math.max(time.latest() - time.earliest(), expected);
  }
}
