import type { Engine } from '../engine';
import type { Unsubscribe } from '../ports/job-store';
import { promoteDue } from './sweep';

/** A timer cannot reach further; the sweep looks again long before. Milliseconds. */
const FURTHEST_MS = 60 * 60_000;

/** Promotes scheduled jobs on time: follows the soonest of them and sets one timer. */
export class DueTimer {
  readonly #engine: Engine;
  #shards: readonly number[] = [];
  #unwatch: Unsubscribe | null = null;
  #cancelTimer: (() => void) | null = null;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Follows these shards from now on. */
  assign(shards: readonly number[]): void {
    this.stop();
    this.#shards = shards;
    if (shards.length === 0) return;
    this.#unwatch = this.#engine.jobs.watchSoonest(shards, {
      next: (soonest) => {
        this.#cancelTimer?.();
        this.#cancelTimer = null;
        const runAt = soonest?.job.runAt;
        if (runAt === undefined || runAt === null) return;
        const wait = Math.min(Math.max(runAt - this.#engine.clock.now(), 0), FURTHEST_MS);
        this.#cancelTimer = this.#engine.clock.timer(wait, () => void this.#promote());
      },
      error: (error) => {
        this.#unwatch = null;
        this.#engine.log.warn({ error: String(error) }, 'the listener for due jobs ended');
      },
    });
  }

  /** Follows again if the listener ended, and promotes whatever is due: for the sweep. */
  async check(): Promise<void> {
    if (this.#unwatch === null && this.#shards.length > 0) this.assign(this.#shards);
    await promoteDue(this.#engine, this.#shards);
  }

  stop(): void {
    this.#unwatch?.();
    this.#unwatch = null;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  async #promote(): Promise<void> {
    try {
      await promoteDue(this.#engine, this.#shards);
    } catch (error) {
      this.#engine.log.warn({ error: String(error) }, 'due jobs wait for the next sweep');
    }
  }
}
