import type { Job } from '../../jobs/job';
import type { Engine } from '../engine';
import { PATIENCE_MS } from '../errors';
import { earliestStart } from '../rank';
import type { Hold } from '../transitions/defer';
import { shardFor, slotShards } from '../user-slots';
import { queueSettings } from './queue-settings';
import type { Runner } from './runner';
import type { ServerSlots } from './server-slots';
import { UserShare } from './user-share';

/** Of a kind that never ended here. Milliseconds. */
const UNKNOWN_RUN_MS = 5_000;

const SHARE_TAKEN = 'As many of your jobs as may run at once are running. This one follows.';

/** Which jobs may start on one server: asked for each before its claim. */
export class Admission {
  readonly #engine: Engine;
  readonly #runner: Runner;
  readonly #slots: ServerSlots;
  readonly #users = new UserShare();

  constructor(engine: Engine, runner: Runner, slots: ServerSlots) {
    this.#engine = engine;
    this.#runner = runner;
    this.#slots = slots;
  }

  /** Whether no job of the queue may start anywhere. */
  paused(queue: string): boolean {
    return queueSettings(this.#engine, queue)?.paused === true;
  }

  /** Why a pending job may not start now; null when it may; `elsewhere` when it is for the server whose shard it is in. */
  hold(job: Job): Hold | 'elsewhere' | null {
    return this.#providerHold(job) ?? this.#userHold(job);
  }

  /** A job of the user takes a slot. */
  enter({ queue, userId }: Job): void {
    this.#users.enter(queue, userId);
  }

  leave({ queue, userId }: Job): void {
    this.#users.leave(queue, userId);
  }

  #providerHold(job: Job): Hold | null {
    // Waited too long: the attempt itself says so, and ends the job.
    if (this.#engine.clock.now() - earliestStart(job) >= PATIENCE_MS) return null;
    return this.#runner.hold(job);
  }

  #userHold(job: Job): Hold | 'elsewhere' | null {
    const { id, queue, userId, kind, shard } = job;
    const limit = queueSettings(this.#engine, queue)?.userConcurrency ?? null;
    if (limit === null) return null;
    // Even with a slot to spare: taken by another server's job, it would keep one of its own waiting.
    if (!this.#slots.takes(queue, shard)) return 'elsewhere';
    const share = this.#slots.share(job, limit);
    if (this.#users.running(queue, userId) < share) return null;
    const { clock } = this.#engine;
    const hold = { reason: 'user_limit', message: SHARE_TAKEN } as const;
    // Submitted under another limit: nobody who takes from its shard could run it.
    if (!slotShards(job, limit).includes(shard)) {
      return { ...hold, until: clock.now(), shard: shardFor(id, job, limit) };
    }
    const slotMs = (this.#runner.stats.means()[kind] ?? UNKNOWN_RUN_MS) / Math.max(share, 1);
    const waitMs = this.#users.waitMs(queue, userId, clock.monotonic(), slotMs);
    return { ...hold, until: Math.round(clock.now() + waitMs) };
  }
}
