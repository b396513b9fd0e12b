import type { Engine } from '@/lib/queue/engine';
import { withLock } from '@/lib/queue/locks/with-lock';
import { StoreUnavailable } from '@/lib/queue/ports/job-store';

import type { Process } from './process';

/**
 * A number that is read, and written a while later, by one process at a time: a lost update shows in it. It takes
 * nothing from a fence older than the newest it has seen, as whatever a lock protects must.
 */
export class LockedCounter {
  #value = 0;
  #fence = 0;
  /** Increments that were taken. */
  taken = 0;
  refused = 0;

  get lost(): number {
    return this.taken - this.#value;
  }

  /** Counts up a few times, under the lock. */
  async work(engine: Engine, process: Process): Promise<void> {
    const { random } = process;
    for (let turn = 0; turn < 3; turn++) {
      await process.wait(random.between(0, 8_000));
      const request = { owner: process.name, ttlMs: 2_500, waitMs: 10_000 };
      try {
        await withLock(engine, 'counter', request, async (signal, fence) => {
          for (let step = 0; step < 3 && !signal.aborted; step++) {
            await this.#countUp(process, fence);
          }
        });
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
      }
    }
  }

  async #countUp(process: Process, fence: number): Promise<void> {
    if (!this.#admits(fence)) return;
    const seen = this.#value;
    await process.wait(process.random.between(1, 2_500));
    if (!this.#admits(fence)) return;
    this.#value = seen + 1;
    this.taken += 1;
  }

  #admits(fence: number): boolean {
    if (fence < this.#fence) {
      this.refused += 1;
      return false;
    }
    this.#fence = fence;
    return true;
  }
}
