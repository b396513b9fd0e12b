import type { BulkAction } from '@/lib/jobs/kinds/bulk_action';
import type { JobFilter } from '@/lib/jobs/job-filter';

import { apiFetch, LONG_ANSWER_MS } from '../api';
import type { AdminJob, RevealedJob } from './admin-job';

/*
 * What an administrator does to anybody's job. Each is decided, and written down in the audit log, by the server; a
 * read-only administrator is refused all but `revealJob`. All throw ApiProblem.
 */

/** What the person wrote and got. The audit log says who read it. */
export function revealJob(id: string): Promise<RevealedJob> {
  return apiFetch<RevealedJob>(pathOf(id, 'reveal'), {
    method: 'POST',
    timeLimitMs: LONG_ANSWER_MS,
  });
}

/** Waiting: ends at once. Running: stops within moments. */
export function cancelAnyJob(id: string): Promise<AdminJob> {
  return apiFetch<AdminJob>(pathOf(id, 'cancel'), { method: 'POST' });
}

/**
 * Runs a failed or cancelled job again, with a fresh set of attempts. With an input: from its beginning, with that
 * one; refusals name the fields.
 */
export function replayAnyJob(id: string, input?: unknown): Promise<AdminJob> {
  return apiFetch<AdminJob>(pathOf(id, 'replay'), {
    method: 'POST',
    ...(input === undefined ? {} : { body: { input } }),
  });
}

/** Deletes an ended job with its input, its output and its recording. */
export function discardAnyJob(id: string): Promise<void> {
  return apiFetch<undefined>(pathOf(id, 'discard'), { method: 'POST' });
}

/** Which jobs a bulk action is to take. */
export type BulkTarget = { filter: JobFilter } | { ids: string[] };

/** Begins the job that does one thing to many. @returns that job */
export function startBulk(
  action: BulkAction,
  target: BulkTarget,
  perSecond: number,
): Promise<AdminJob> {
  return apiFetch<AdminJob>('/api/admin/bulk', { body: { action, ...target, perSecond } });
}

function pathOf(id: string, verb: string): string {
  return `/api/admin/jobs/${encodeURIComponent(id)}/${verb}`;
}
