import type { Job, Millis } from '../../jobs/job';
import { openRecord } from './attempt-records';
import { move } from './move';

/** How far beyond its time limit an attempt's lease reaches, so that the worker's own limit comes first. */
export const LEASE_MARGIN_MS = 60_000;

/** pending → processing: a server takes the job for one attempt. */
export function claim(
  job: Job,
  by: { serverId: string; token: string; now: Millis; leaseMs: number },
): Partial<Job> {
  const attempt = job.attempt + 1;
  return move(job, ['pending'], 'processing', {
    attempt,
    lease: { serverId: by.serverId, token: by.token, until: by.now + by.leaseMs },
    attempts: openRecord(job, {
      attempt,
      serverId: by.serverId,
      token: by.token,
      startedAt: by.now,
      endedAt: null,
      outcome: null,
      error: null,
    }),
    ...(job.waiting === null ? {} : { waiting: null }),
    startedAt: by.now,
    updatedAt: by.now,
  });
}
