import type { Job } from '@/lib/jobs/job';
import type { Priority } from '@/lib/jobs/priority';
import type { InputOf, KindName } from '@/lib/jobs/registry';
import type { JobState } from '@/lib/jobs/state';

import { apiFetch } from './api';

/** A job as the routes answer it; times are ISO strings. Follow it with `useJob(view.id)`. */
export interface JobView {
  id: string;
  kind: string;
  status: JobState;
  title: string;
  subjectId: string | null;
  revision: number;
  createdAt: string;
}

export interface SubmitOptions {
  priority?: Priority;
  /** Not before this time, ISO. */
  runAt?: string;
  /** Give the same one when you try again after a failure, so that one job results. Random when absent. */
  idempotencyKey?: string;
}

/** Submits a job of any kind. @throws ApiProblem, with `errors` for the fields that were wrong */
export function submitJob<K extends KindName>(
  kind: K,
  input: InputOf<K>,
  options: SubmitOptions = {},
): Promise<JobView> {
  const { idempotencyKey, ...rest } = options;
  return apiFetch<JobView>('/api/jobs', {
    body: { kind, input, ...rest },
    idempotencyKey: idempotencyKey ?? crypto.randomUUID(),
  });
}

/** Waiting: cancelled at once. Processing: stops within moments; its document says when. */
export function cancelJob(id: Job['id']): Promise<JobView> {
  return apiFetch<JobView>(`${pathOf(id)}/cancel`, { method: 'POST' });
}

/** A failed or cancelled job gets a fresh set of attempts. */
export function retryJob(id: Job['id']): Promise<JobView> {
  return apiFetch<JobView>(`${pathOf(id)}/retry`, { method: 'POST' });
}

/** Ended jobs only: cancel a live one first. */
export function deleteJob(id: Job['id']): Promise<void> {
  return apiFetch<undefined>(pathOf(id), { method: 'DELETE' });
}

/** Replaces a completed job's output. @throws ApiProblem 409 `revision_conflict` when somebody amended since `revision` */
export function amendJob(
  id: Job['id'],
  change: { revision: number; output: unknown },
): Promise<JobView> {
  return apiFetch<JobView>(`${pathOf(id)}/output`, { method: 'PATCH', body: change });
}

function pathOf(id: string): string {
  return `/api/jobs/${encodeURIComponent(id)}`;
}
