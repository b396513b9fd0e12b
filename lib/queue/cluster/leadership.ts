import type { Engine } from '../engine';
import type { LockRecord } from '../ports/cluster-store';
import type { Version } from '../ports/job-store';
import { Liveness } from './liveness';

const LOCK = 'leader';

/**
 * One leader at a time, by a lock that is taken and renewed by compare-and-set. A holder is taken to be gone
 * when its counter has stood still for the lock's time on this observer's own clock. Two who think they lead
 * harm nothing: each duty is fenced or is a compare-and-set of its own.
 */
export class Leadership {
  readonly #engine: Engine;
  readonly #serverId: string;
  readonly #ttlMs: number;
  readonly #liveness = new Liveness();
  #held: { lock: LockRecord; version: Version } | null = null;

  constructor(engine: Engine, serverId: string, ttlMs: number) {
    this.#engine = engine;
    this.#serverId = serverId;
    this.#ttlMs = ttlMs;
  }

  /**
   * Renews, or tries to take over.
   * @returns the fence while this server leads, null otherwise
   */
  async tick(): Promise<number | null> {
    return (await this.#renew()) ?? (await this.#takeOver());
  }

  /** Lets go, so that the next leader need not wait. */
  async resign(): Promise<void> {
    if (this.#held === null) return;
    const { lock, version } = this.#held;
    this.#held = null;
    await this.#engine.cluster.writeLock(LOCK, { ...lock, released: true }, version);
  }

  async #renew(): Promise<number | null> {
    if (this.#held === null) return null;
    const { lock, version } = this.#held;
    return this.#write({ ...lock, counter: lock.counter + 1 }, version);
  }

  async #takeOver(): Promise<number | null> {
    const { clock, cluster } = this.#engine;
    const asked = clock.monotonic();
    const found = await cluster.readLock(LOCK);
    if (found !== null) {
      const { lock, version } = found;
      // An unanswered try of ours may have won.
      if (lock.holder === this.#serverId && !lock.released) {
        return this.#write({ ...lock, counter: lock.counter + 1 }, version);
      }
      const id = `${lock.holder}:${lock.fence}`;
      const read = { asked, answered: clock.monotonic() };
      const still = this.#liveness.observe(id, lock.counter, read);
      if (!lock.released && still < lock.ttlMs) return null;
    }
    const lock: LockRecord = {
      holder: this.#serverId,
      fence: (found?.lock.fence ?? 0) + 1,
      counter: 0,
      ttlMs: this.#ttlMs,
      released: false,
    };
    return this.#write(lock, found?.version ?? null);
  }

  async #write(lock: LockRecord, version: Version | null): Promise<number | null> {
    this.#held = null;
    const outcome = await this.#engine.cluster.writeLock(LOCK, lock, version);
    if (!outcome.ok) return null;
    this.#held = { lock, version: outcome.version };
    return lock.fence;
  }
}
