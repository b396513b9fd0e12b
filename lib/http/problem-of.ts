import { randomUUID } from 'node:crypto';

import { MediaStoreError, type MediaStoreErrorCode } from '../media/storage/media-store';
import { UploadError } from '../media/uploads/upload-error';
import { StoreUnavailable } from '../queue/ports/job-store';
import { QueueError, type QueueErrorCode, type RefusedUntil } from '../queue/queue-error';
import { fieldProblems } from './field-problems';
import { HttpProblem } from './problem';
import type { ProblemCode } from './problem-types';
import { inSeconds, rateLimitHeaders } from './rate-limit-headers';

/** Seconds that a caller is asked to wait for a store that did not answer. */
const RETRY_AFTER_SECONDS = 5;

const OF_QUEUE: Record<QueueErrorCode, ProblemCode> = {
  unknown_kind: 'unknown_kind',
  invalid_input: 'invalid_input',
  idempotency_conflict: 'idempotency_conflict',
  not_found: 'not_found',
  illegal_transition: 'illegal_transition',
  revision_conflict: 'revision_conflict',
  payload_too_large: 'payload_too_large',
  rate_limited: 'rate_limited',
  over_budget: 'over_budget',
  queue_full: 'queue_full',
};

const OF_MEDIA: Record<MediaStoreErrorCode, ProblemCode> = {
  not_found: 'not_found',
  offset_mismatch: 'upload_conflict',
  too_large: 'payload_too_large',
  busy: 'upload_busy',
};

/** What to answer for anything that was thrown. `internal` and `unavailable` carry an id that the log has, too. */
export function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof QueueError) {
    const fields =
      error.code === 'unknown_kind' ? [{ path: ['kind'], message: error.message }] : error.issues;
    return new HttpProblem(OF_QUEUE[error.code], error.message, {
      ...(fields.length === 0 ? {} : { errors: fieldProblems(fields) }),
      headers: error.until === null ? {} : waitHeaders(error.until),
      cause: error,
    });
  }
  if (error instanceof MediaStoreError) {
    return new HttpProblem(OF_MEDIA[error.code], error.message, { cause: error });
  }
  if (error instanceof UploadError) {
    return new HttpProblem(error.code, error.message, {
      ...(error.code === 'unsupported_upload_version'
        ? { headers: { 'Tus-Version': '1.0.0' } }
        : {}),
      cause: error,
    });
  }
  if (error instanceof StoreUnavailable) return unavailable(error);
  return new HttpProblem(
    'internal',
    'This should not have happened, and it was recorded. Try again; if it stays, tell us the instance.',
    { instance: `urn:uuid:${randomUUID()}`, cause: error },
  );
}

function waitHeaders({ retryAfterMs, allowance }: RefusedUntil): Record<string, string> {
  return { 'Retry-After': String(inSeconds(retryAfterMs)), ...rateLimitHeaders(allowance) };
}

/** For what does not answer now and will again. */
export function unavailable(cause: unknown): HttpProblem {
  return new HttpProblem(
    'unavailable',
    'A service that this needs did not answer. Nothing was lost; try again in a few seconds.',
    {
      headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
      instance: `urn:uuid:${randomUUID()}`,
      cause,
    },
  );
}
