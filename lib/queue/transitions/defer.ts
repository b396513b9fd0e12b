import type { Job, Millis } from '../../jobs/job';
import type { Waiting } from '../../jobs/waiting';
import { move } from './move';

/** Why a job may not start now, and until about when. */
export type Hold = Waiting & {
  until: Millis;
  /** The shard that it has to be in to run; unset: where it is. */
  shard?: number;
};

/**
 * However long a hold is said to last, the job asks again after this: a key may be unblocked, or another added.
 * Milliseconds.
 */
const LONGEST_MS = 5 * 60_000;

/** Jobs that wait for the same thing come back spread over this time. Milliseconds. */
const SPREAD_MS = 5_000;

/**
 * pending → scheduled: nobody may run the job now. No attempt begins and no failure counts; it keeps its place
 * in the order, and since when it waits.
 * @param random uniform in [0, 1)
 */
export function defer(job: Job, hold: Hold, now: Millis, random: number): Partial<Job> {
  const askAgainAt = Math.min(Math.max(hold.until, now), now + LONGEST_MS);
  return move(job, ['pending'], 'scheduled', {
    waiting: { reason: hold.reason, until: hold.until, message: hold.message },
    runAt: Math.round(askAgainAt + SPREAD_MS * random),
    updatedAt: now,
    ...(hold.shard === undefined ? {} : { shard: hold.shard }),
  });
}
