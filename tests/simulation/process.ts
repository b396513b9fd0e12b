import type { Clock, Entropy } from '@/lib/queue/ports/environment';

import type { Random } from './random';
import type { VirtualTime } from './virtual-time';

/** Virtual time begins here, so that documents hold believable dates. */
const EPOCH = 1_800_000_000_000;

const forever = new Promise<never>(() => undefined);

/** A process that can be killed (nothing of it ever goes on) or paused (all of it goes on later). */
export class Process {
  readonly name: string;
  readonly time: VirtualTime;
  readonly random: Random;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly #earlyMs: number;
  #killed = false;
  #pausedUntil = 0;

  /**
   * @param skewMs how far its wall clock is from the true time
   * @param earlyMs how much its timers are ahead of its monotonic clock: Node's are by up to a millisecond
   */
  constructor(name: string, time: VirtualTime, random: Random, skewMs: number, earlyMs = 0) {
    this.#earlyMs = earlyMs;
    this.name = name;
    this.time = time;
    this.random = random;
    let ids = 0;
    this.entropy = {
      random: () => random.next(),
      id: () => `${name}x${++ids}x${random.between(1e8, 1e9)}`,
    };
    this.clock = {
      now: () => Math.floor(EPOCH + time.now + skewMs),
      monotonic: () => time.now,
      timer: (ms, call) => this.#timer(ms - this.#earlyMs, call),
    };
  }

  get killed(): boolean {
    return this.#killed;
  }

  get paused(): boolean {
    return this.#pausedUntil > this.time.now;
  }

  kill(): void {
    this.#killed = true;
  }

  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.time.now + ms);
  }

  /** Waits, and then as long as the process stands still; for ever once it is killed. */
  async wait(ms: number): Promise<void> {
    await this.time.wait(ms);
    while (this.#pausedUntil > this.time.now)
      await this.time.wait(this.#pausedUntil - this.time.now);
    if (this.#killed) await forever;
  }

  #timer(ms: number, call: () => void): () => void {
    let cancel = this.time.timer(ms, () => {
      if (this.#killed) return;
      if (this.#pausedUntil > this.time.now) {
        cancel = this.#timer(this.#pausedUntil - this.time.now, call);
      } else call();
    });
    return () => cancel();
  }
}
