import type { LockRecord } from '../../cluster/lock';
import { Liveness } from '../cluster/liveness';
import type { Engine } from '../engine';
import type { Version } from '../ports/job-store';

export interface LockClaim {
  name: string;
  /** Unique to this claimant: whoever reads its own name in the lock takes it for its own. */
  holder: string;
  /** How long the holder may go without renewing. Milliseconds. */
  ttlMs: number;
}

interface Held {
  lock: LockRecord;
  version: Version;
  /** When the newest write that took effect was sent, on this process's monotonic clock. */
  confirmedAt: number;
}

/**
 * A lock over all servers, taken and renewed by compare-and-set. A holder is taken to be gone when its counter
 * has stood still for its time on this observer's own clock; by then that holder, if it lives, has counted the
 * same time from the sending of its last renewal and knows (`expiresAt`). One that stood still itself does not
 * know: what it still writes must carry the fence (Kleppmann, How to do distributed locking, 2016).
 */
export class DistributedLock {
  readonly #engine: Pick<Engine, 'cluster' | 'clock'>;
  readonly #claim: LockClaim;
  readonly #liveness = new Liveness();
  #held: Held | null = null;
  #seenHolder: string | null = null;

  constructor(engine: Pick<Engine, 'cluster' | 'clock'>, claim: LockClaim) {
    this.#engine = engine;
    this.#claim = claim;
  }

  /** Until when the lock is surely this claimant's, on its monotonic clock; null while it holds nothing. */
  get expiresAt(): number | null {
    return this.#held === null ? null : this.#held.confirmedAt + this.#held.lock.ttlMs;
  }

  /** Who had it at the last look; null before any. */
  get seenHolder(): string | null {
    return this.#seenHolder;
  }

  /**
   * Takes the lock if nobody has it, or if its holder was seen to stand still for its time.
   * @param beyondMs stands back for so long beyond that time: another is to take it first
   * @returns the fence, higher than that of every earlier holder; null when another has it
   * @throws StoreUnavailable
   */
  async acquire(beyondMs = 0): Promise<number | null> {
    const { clock, cluster } = this.#engine;
    const { name, holder, ttlMs } = this.#claim;
    const asked = clock.monotonic();
    const found = await cluster.readLock(name);
    if (found !== null) {
      const { lock, version } = found;
      this.#seenHolder = lock.holder;
      // An unanswered try of ours may have won.
      if (lock.holder === holder && !lock.released) return this.#write(next(lock), version);
      const read = { asked, answered: clock.monotonic() };
      const still = this.#liveness.observe(`${lock.holder}:${lock.fence}`, lock.counter, read);
      if (!lock.released && still < lock.ttlMs + beyondMs) return null;
    }
    // Also above the fence of a lock that was cleaned up: see `lock-cleanup.ts`.
    const fence = Math.max((found?.lock.fence ?? 0) + 1, clock.now());
    const lock: LockRecord = { holder, fence, counter: 0, ttlMs, released: false };
    return this.#write(lock, found?.version ?? null);
  }

  /**
   * Tells everybody that the holder lives.
   * @returns the fence; null when the lock is lost, or was never taken
   * @throws StoreUnavailable, and then the lock may still be ours
   */
  async renew(): Promise<number | null> {
    const held = this.#held;
    if (held === null) return null;
    const renewed = await this.#write(next(held.lock), held.version);
    if (renewed !== null) return renewed;
    // What was written since may be an unanswered try of ours.
    const found = await this.#engine.cluster.readLock(this.#claim.name);
    const own = found?.lock.holder === held.lock.holder && found.lock.fence === held.lock.fence;
    if (found === null || !own || found.lock.released) {
      this.#held = null;
      return null;
    }
    return this.#write(next(found.lock), found.version);
  }

  /**
   * Lets go, so that the next holder need not wait. Nothing when it holds nothing.
   * @throws StoreUnavailable, and then the lock ends by its time
   */
  async release(): Promise<void> {
    if (this.#held === null) return;
    const { lock, version } = this.#held;
    this.#held = null;
    await this.#engine.cluster.writeLock(this.#claim.name, { ...lock, released: true }, version);
  }

  async #write(lock: LockRecord, version: Version | null): Promise<number | null> {
    const confirmedAt = this.#engine.clock.monotonic();
    const outcome = await this.#engine.cluster.writeLock(this.#claim.name, lock, version);
    if (!outcome.ok) return null;
    this.#held = { lock, version: outcome.version, confirmedAt };
    return lock.fence;
  }
}

function next(lock: LockRecord): LockRecord {
  return { ...lock, counter: lock.counter + 1 };
}
