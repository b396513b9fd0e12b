import type { Engine } from '../engine';
import { DistributedLock } from '../locks/distributed-lock';

/** One leader at a time, by a lock. Two who think they lead harm nothing: each duty is fenced or is a compare-and-set of its own. */
export class Leadership {
  readonly #lock: DistributedLock;

  constructor(engine: Engine, serverId: string, ttlMs: number) {
    this.#lock = new DistributedLock(engine, { name: 'leader', holder: serverId, ttlMs });
  }

  /** The leader, as this server last saw it; null before it looked. */
  get leader(): string | null {
    return this.#lock.seenHolder;
  }

  /**
   * Renews, or tries to take over.
   * @param beyondMs how long it stands back when a leader is gone, for one who is better prepared
   * @returns the fence while this server leads, null otherwise
   */
  async tick(beyondMs = 0): Promise<number | null> {
    return (await this.#lock.renew()) ?? (await this.#lock.acquire(beyondMs));
  }

  /** Lets go, so that the next leader need not wait. */
  async resign(): Promise<void> {
    await this.#lock.release();
  }
}
