import type { Hold } from '@/lib/queue/transitions/defer';

import type { Random } from './random';
import type { VirtualTime } from './virtual-time';

/** When the provider of the work is out: who asks then is told to wait, and who calls then fails. */
export class Outages {
  readonly #time: VirtualTime;
  readonly #windows: { from: number; until: number }[];

  constructor(time: VirtualTime, random: Random, endMs: number) {
    this.#time = time;
    this.#windows = [0, 1].map(() => {
      const from = random.between(0, endMs - 10_000);
      return { from, until: from + random.between(1_000, 10_000) };
    });
  }

  get now(): boolean {
    return this.#windows.some(
      ({ from, until }) => from <= this.#time.now && this.#time.now < until,
    );
  }

  /** @param wall the asking process's clock */
  hold(wall: number): Hold | null {
    if (!this.now) return null;
    return { reason: 'provider', until: wall + 3_000, message: 'The provider is out.' };
  }
}
