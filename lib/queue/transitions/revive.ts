import type { Job, Millis } from '../../jobs/job';
import { PRIORITY_SHIFT_MS } from '../rank';
import { move } from './move';

/** scheduled → pending: its time has come. It keeps its place in the order, and since when it waits. */
export function promote(job: Job, now: Millis): Partial<Job> {
  return move(job, ['scheduled'], 'pending', { runAt: null, waiting: null, updatedAt: now });
}

/** failed or cancelled → pending, with a fresh set of attempts and a place at the end of the order. */
export function replay(job: Job, now: Millis, keepMs: number): Partial<Job> {
  return move(job, ['failed', 'cancelled'], 'pending', {
    rank: now + PRIORITY_SHIFT_MS[job.priority],
    failures: 0,
    waiting: null,
    error: null,
    progress: null,
    partial: null,
    finishedAt: null,
    startedAt: null,
    cancelRequestedAt: null,
    readyAt: now,
    updatedAt: now,
    expireAt: now + keepMs,
  });
}
