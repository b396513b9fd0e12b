import type { Job } from '../../jobs/job';
import type { Engine } from '../engine';
import { PATIENCE_MS } from '../errors';
import { earliestStart } from '../rank';
import type { Hold } from '../transitions/defer';
import { queueSettings } from './queue-settings';
import type { Runner } from './runner';
import { shareOf, UserShare } from './user-share';

/** Of a kind that never ended here. Milliseconds. */
const UNKNOWN_RUN_MS = 5_000;

const SHARE_TAKEN = 'As many of your jobs as may run at once are running. This one follows.';

/** Which jobs may start on one server: asked for each before its claim. */
export class Admission {
  readonly #engine: Engine;
  readonly #runner: Runner;
  readonly #servers: () => number;
  readonly #users = new UserShare();

  /** @param servers how many servers are alive, this one included */
  constructor(engine: Engine, runner: Runner, servers: () => number) {
    this.#engine = engine;
    this.#runner = runner;
    this.#servers = servers;
  }

  /** Whether no job of the queue may start anywhere. */
  paused(queue: string): boolean {
    return queueSettings(this.#engine, queue)?.paused === true;
  }

  /** Why a pending job may not start now; null when it may. */
  hold(job: Job): Hold | null {
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

  #userHold({ queue, userId, kind }: Job): Hold | null {
    const limit = queueSettings(this.#engine, queue)?.userConcurrency ?? null;
    if (limit === null) return null;
    const share = shareOf(limit, this.#servers());
    if (this.#users.running(queue, userId) < share) return null;
    const { clock } = this.#engine;
    const slotMs = (this.#runner.stats.means()[kind] ?? UNKNOWN_RUN_MS) / share;
    const waitMs = this.#users.waitMs(queue, userId, clock.monotonic(), slotMs);
    return {
      reason: 'user_limit',
      until: Math.round(clock.now() + waitMs),
      message: SHARE_TAKEN,
    };
  }
}
