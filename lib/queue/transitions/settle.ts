import type { JobError } from '../../jobs/error';
import type { Job, Millis, Usage } from '../../jobs/job';
import type { RetryPolicy } from '../../jobs/kind';
import { backoff } from '../backoff';
import { CLASS_POLICY, PATIENCE_MS, recordOf } from '../errors';
import { earliestStart } from '../rank';
import { closeRecord } from './attempt-records';
import { move } from './move';

const RUNNING = ['processing'] as const;
const LIVE = ['scheduled', 'pending', 'processing'] as const;

/** processing → completed. */
export function complete(
  job: Job,
  result: {
    now: Millis;
    retentionMs: number;
    output: string | null;
    outputParts: number;
    usage: Usage | null;
  },
): Partial<Job> {
  const patch: Partial<Job> = {
    attempts: closeRecord(job, { at: result.now, outcome: 'completed', error: null }),
    error: null,
    partial: null,
    progress: job.progress === null ? null : finished(job.progress, result.now),
    output: result.output,
    outputParts: result.outputParts,
    usage: result.usage,
  };
  return move(
    job,
    RUNNING,
    'completed',
    Object.assign(patch, ended(result.now, result.retentionMs)),
  );
}

function finished(progress: NonNullable<Job['progress']>, now: Millis): Job['progress'] {
  return { ...progress, current: progress.total, percentage: 100, updatedAt: now };
}

/**
 * processing → scheduled with a backoff, or → failed: by the class of the error. An attempt that its own
 * server gave up (`abandoned`) is settled by the sweep through this same function.
 */
export function fail(
  job: Job,
  failure: {
    now: Millis;
    error: JobError;
    retry: RetryPolicy;
    retentionMs: number;
    random: number;
    usage: Usage | null;
  },
): Partial<Job> {
  const { now, error } = failure;
  const policy = CLASS_POLICY[error.class];
  const failures = job.failures + (policy.counts ? 1 : 0);
  const outcome = error.class === 'abandoned' ? 'abandoned' : 'failed';
  const patch: Partial<Job> = {
    failures,
    attempts: closeRecord(job, { at: now, outcome, error }),
    error: recordOf(error),
    usage: failure.usage ?? job.usage,
  };
  const exhausted = policy.counts
    ? failures >= job.maxAttempts
    : now - earliestStart(job) >= PATIENCE_MS;
  if (!policy.retryable || exhausted) {
    return move(job, RUNNING, 'failed', { ...patch, ...ended(now, failure.retentionMs) });
  }
  const waitMs = Math.max(
    backoff({
      tries: policy.counts ? failures : job.attempt,
      baseMs: failure.retry.backoffMs,
      maxMs: failure.retry.maxBackoffMs,
      ...(failure.retry.factor === undefined ? {} : { factor: failure.retry.factor }),
      random: failure.random,
    }),
    error.retryAfterMs ?? 0,
  );
  // A lost server says nothing about the job: it need not wait.
  if (error.class === 'abandoned')
    return move(job, RUNNING, 'pending', { ...patch, ...released(now) });
  return move(job, RUNNING, 'scheduled', {
    ...patch,
    ...released(now),
    runAt: now + waitMs,
    readyAt: now + waitMs,
    waiting: { reason: 'backoff', until: now + waitMs, message: error.message },
  });
}

/** processing → pending: a draining server hands the job back. The attempt does not count. */
export function release(job: Job, now: Millis): Partial<Job> {
  return move(job, RUNNING, 'pending', {
    ...released(now),
    attempts: closeRecord(job, { at: now, outcome: 'released', error: null }),
  });
}

/** Any live state → cancelled. */
export function settleCancelled(job: Job, now: Millis, retentionMs: number): Partial<Job> {
  return move(job, LIVE, 'cancelled', {
    ...ended(now, retentionMs),
    attempts: closeRecord(job, { at: now, outcome: 'cancelled', error: null }),
    partial: null,
    runAt: null,
  });
}

function released(now: Millis): Partial<Job> {
  return { lease: null, readyAt: now, updatedAt: now, partial: null };
}

function ended(now: Millis, retentionMs: number): Partial<Job> {
  return {
    lease: null,
    waiting: null,
    cancelRequestedAt: null,
    finishedAt: now,
    updatedAt: now,
    expireAt: now + retentionMs,
  };
}
