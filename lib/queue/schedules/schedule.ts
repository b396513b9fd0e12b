import type { Millis } from '../../jobs/job';

/** What happens to ticks whose time passed while nobody led, beyond a minute. */
export type MissedTicks =
  /** They are left out. */
  | 'skip'
  /** The newest of them is made up for. */
  | 'latest'
  /** All are made up for, the newest `MAX_MADE_UP` at most. */
  | 'all';

/** A recurring job, declared in code. */
export interface Schedule {
  /** Unique, and for ever the same: the ids of its jobs are made of it. */
  name: string;
  /** Five fields, UTC. */
  cron: string;
  kind: string;
  input: unknown;
  missed: MissedTicks;
}

/** The first tick after a time. @throws Error when the pattern is none, or has no further tick */
export type NextTick = (cron: string, after: Millis) => Millis;

/** At most so many ticks are made up for. */
export const MAX_MADE_UP = 10;

/** A tick is in time until so long after it: a leader may have to be found first. Milliseconds. */
export const IN_TIME_MS = 60_000;

/** Who owns the jobs of schedules. */
export const SYSTEM_USER = 'system';
