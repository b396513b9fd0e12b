import type { Millis } from '../../jobs/job';
import type { Engine } from '../engine';
import { healFlows } from '../flows/heal';
import type { StoredJob } from '../ports/job-store';
import { ALL_SHARDS } from '../shard';
import { tellFunctionRun } from '../stats/function-runs';
import { oneError } from '../one-error';
import { everyStep } from '../sweep/every-step';
import { deleteRetired, promoteDue, takeBackExpired } from '../sweep/sweep';
import { LEASE_MARGIN_MS } from '../transitions/claim';
import type { Work } from '../work';
import { Admission } from './admission';
import { settingsKnown, slotsOf } from './queue-settings';
import { Runner } from './runner';
import { ONE_OF_EACH_USER } from './server-slots';

export interface InvocationOptions {
  /** Unique to this invocation. */
  serverId: string;
  /** How many jobs it runs at once, by queue. */
  concurrency: Readonly<Record<string, number>>;
  /** How long it may take in all. Milliseconds. */
  budgetMs: number;
}

/** Before the platform's own end: what still runs goes back to the queue. Milliseconds. */
const LAST_WRITES_MS = 10_000;

/** With less than this left, no further job is begun. Milliseconds. */
const WORTHWHILE_MS = 20_000;

/**
 * The engine inside one invocation of a function: no heartbeat and no listener; its attempts carry a lease
 * that ends soon after the invocation must. A trigger is a hint, so it looks for more work than it was told of.
 */
export class Invocation {
  readonly #engine: Engine;
  readonly #options: InvocationOptions;
  readonly #runner: Runner;
  readonly #admission: Admission;
  readonly #deadline: number;
  readonly #startedAt: Millis;

  constructor(engine: Engine, work: readonly Work[], options: InvocationOptions) {
    this.#engine = engine;
    this.#options = options;
    this.#runner = new Runner(engine, options.serverId, work);
    this.#admission = new Admission(engine, this.#runner, ONE_OF_EACH_USER);
    this.#startedAt = engine.clock.now();
    this.#deadline = engine.clock.monotonic() + options.budgetMs;
  }

  /** Runs a job as a trigger showed it (the claim needs no read), then drains while time lasts. @returns how many jobs ran */
  async react(created: StoredJob): Promise<number> {
    return this.#within(async () => {
      const ran = created.job.state === 'pending' ? await this.#run(created) : 0;
      return ran + (await this.#drain());
    });
  }

  /** Finds every due, abandoned and retired job, then drains while time lasts. @returns how many jobs ran */
  async sweep(): Promise<number> {
    return this.#within(async () => {
      let ran = 0;
      await everyStep([
        () => promoteDue(this.#engine, ALL_SHARDS),
        () => takeBackExpired(this.#engine, ALL_SHARDS),
        () => healFlows(this.#engine),
        async () => (ran = await this.#drain()),
        // Last, and only while time lasts: what nobody waits for must not hold up what is due.
        async () => {
          const worthwhile = (): boolean => this.#left > WORTHWHILE_MS;
          if (worthwhile()) await deleteRetired(this.#engine, worthwhile);
        },
      ]);
      return ran;
    });
  }

  get #left(): number {
    return this.#deadline - this.#engine.clock.monotonic();
  }

  async #within(call: () => Promise<number>): Promise<number> {
    const { clock, log } = this.#engine;
    const cancelRelease = clock.timer(Math.max(this.#left - LAST_WRITES_MS, 0), () =>
      this.#runner.release(),
    );
    const cancelGiveUp = clock.timer(Math.max(this.#left, 0), () => this.#runner.giveUp());
    const unwatch = this.#runner.watchCancels((error) => {
      log.warn({ error: String(error) }, 'cancels are not heard');
    });
    try {
      await settingsKnown(this.#engine);
      return await call();
    } finally {
      unwatch();
      await Promise.all([this.#runner.ledger.close(), this.#tell()]);
      cancelRelease();
      cancelGiveUp();
    }
  }

  /** One write at most, whatever it ran. Figures are not worth a failed invocation. */
  async #tell(): Promise<void> {
    const run = { id: this.#options.serverId, startedAt: this.#startedAt };
    try {
      await tellFunctionRun(this.#engine, { ...run, counts: this.#runner.counter.counts() });
    } catch (error) {
      this.#engine.log.warn({ error: String(error) }, 'what was run is in no figure');
    }
  }

  async #drain(): Promise<number> {
    const queues = Object.entries(this.#options.concurrency);
    return sumOf(queues.map(([queue, slots]) => this.#drainQueue(queue, slots)));
  }

  async #drainQueue(queue: string, slots: number): Promise<number> {
    let total = 0;
    for (;;) {
      const limit = slotsOf(this.#engine, queue, slots);
      if (limit === 0 || this.#admission.paused(queue) || this.#left <= WORTHWHILE_MS) break;
      const page = await this.#engine.jobs.head({ queue, shards: ALL_SHARDS, limit });
      if (page.length === 0) break;
      total += await sumOf(page.map((stored) => this.#run(stored)));
    }
    return total;
  }

  /** @returns 1 if it ran; 0 if another claimer won, or it may not start now */
  async #run(stored: StoredJob): Promise<number> {
    if (this.#admission.paused(stored.job.queue)) return 0;
    const hold = this.#admission.hold(stored.job);
    if (hold === 'elsewhere') return 0;
    if (hold !== null) {
      await this.#runner.defer(stored, hold);
      return 0;
    }
    this.#admission.enter(stored.job);
    try {
      const claimed = await this.#runner.claim(stored, Math.max(this.#left, 0) + LEASE_MARGIN_MS);
      if (claimed === null) return 0;
      await this.#runner.execute(claimed);
      return 1;
    } finally {
      this.#admission.leave(stored.job);
    }
  }
}

/**
 * Waits for all, also when one fails: whatever still runs when an invocation answers is frozen or killed.
 * @throws what failed
 */
async function sumOf(counts: readonly Promise<number>[]): Promise<number> {
  const ended = await Promise.allSettled(counts);
  const failures = ended.filter((one) => one.status === 'rejected');
  if (failures.length > 0) throw oneError(failures.map(({ reason }): unknown => reason));
  return ended.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0);
}
