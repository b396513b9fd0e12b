import type { Millis } from '../jobs/job';

/** `schedules/{name}`: a recurring job, declared in code; by the leader, `paused` by an administrator. */
export interface ScheduleRecord {
  /** Five fields, UTC. */
  cron: string;
  kind: string;
  paused: boolean;
  /** The newest tick that was dealt with; null before the first. */
  lastTickAt: Millis | null;
  nextTickAt: Millis;
  lastJobId: string | null;
  /** Ticks that passed without a run, by the policy for missed ticks. */
  missed: number;
  /** Of the leader that wrote last: one with an older fence does nothing. */
  fence: number;
}
