import type { Engine } from '../engine';
import { DistributedLock } from '../locks/distributed-lock';

/** One leader at a time, by a lock. Two who think they lead harm nothing: each duty is fenced or is a compare-and-set of its own. */
export class Leadership {
  readonly #lock: DistributedLock;

  constructor(engine: Engine, serverId: string, ttlMs: number) {
    this.#lock = new DistributedLock(engine, { name: 'leader', holder: serverId, ttlMs });
  }

  /**
   * Renews, or tries to take over.
   * @returns the fence while this server leads, null otherwise
   */
  async tick(): Promise<number | null> {
    return (await this.#lock.renew()) ?? (await this.#lock.acquire());
  }

  /** Lets go, so that the next leader need not wait. */
  async resign(): Promise<void> {
    await this.#lock.release();
  }
}
