import type { Job, Millis } from '../jobs/job';
import type { Priority } from '../jobs/priority';

/** How far a priority moves a job in the queue's order. Milliseconds; a low job waits at most its shift. */
export const PRIORITY_SHIFT_MS: Readonly<Record<Priority, number>> = {
  urgent: -10 * 60_000,
  high: -2 * 60_000,
  normal: 0,
  low: 5 * 60_000,
};

/**
 * Places a new job in the queue's one order: the later of its earliest start and the end of its user's
 * earlier share, shifted by its priority. A flood queues behind itself, since each of its jobs moves only
 * its own user's share; ageing needs no work, since ranks of later jobs grow with the clock.
 * Start-time fair queueing (Goyal, Vin, Cheng 1996) with the wall clock as the virtual time.
 */
export function placeInOrder(options: {
  now: Millis;
  runAt: Millis | null;
  shareEnd: number;
  shareMs: number;
  priority: Priority;
}): { rank: number; shareEnd: number } {
  const start = Math.max(options.now, options.shareEnd);
  return {
    rank: Math.max(options.runAt ?? start, start) + PRIORITY_SHIFT_MS[options.priority],
    shareEnd: start + options.shareMs,
  };
}

/** When a job could start at the earliest, as its submit or its last replay placed it. */
export function earliestStart({ rank, priority }: Pick<Job, 'rank' | 'priority'>): Millis {
  return rank - PRIORITY_SHIFT_MS[priority];
}
