import { JobError, type ErrorClass, type JobErrorRecord } from '../jobs/error';

interface ClassPolicy {
  /** Whether another attempt may succeed without anybody changing anything. */
  retryable: boolean;
  /** Whether a failed attempt counts against the kind's maximum. The provider's outage never does. */
  counts: boolean;
}

/** What each class of error means for the next attempt. */
export const CLASS_POLICY: Readonly<Record<ErrorClass, ClassPolicy>> = {
  overloaded: { retryable: true, counts: false },
  rate_limited: { retryable: true, counts: false },
  network: { retryable: true, counts: false },
  timeout: { retryable: true, counts: true },
  abandoned: { retryable: true, counts: true },
  bug: { retryable: true, counts: true },
  invalid_input: { retryable: false, counts: true },
  auth: { retryable: false, counts: true },
  unsupported: { retryable: false, counts: true },
};

/** After this, a job that an outage kept waiting fails after all: nobody waits for it any more. Milliseconds from its earliest start. */
export const PATIENCE_MS = 24 * 60 * 60_000;

/** The one place where an attempt's error gets its class. An error that nobody classified is our bug. */
export function classify(error: unknown): JobError {
  if (error instanceof JobError) return error;
  return new JobError(
    'bug',
    'internal_error',
    'Something went wrong on our side. It is tried again by itself; if it keeps failing, please report it.',
    { cause: error },
  );
}

/** The error as the job's document shows it. */
export function recordOf(error: JobError): JobErrorRecord {
  return {
    code: error.code,
    class: error.class,
    message: error.message,
    retryable: CLASS_POLICY[error.class].retryable,
  };
}

export function timeLimitError(limitMs: number): JobError {
  const minutes = Math.max(1, Math.round(limitMs / 60_000));
  return new JobError(
    'timeout',
    'time_limit',
    `It took longer than the ${minutes} minute${minutes === 1 ? '' : 's'} that this kind of job may take.`,
  );
}

export function abandonedError(): JobError {
  return new JobError(
    'abandoned',
    'server_lost',
    'The server that ran it stopped answering. Another one takes over.',
  );
}
