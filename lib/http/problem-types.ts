/**
 * Every refusal that this API knows: its code, and what is the same each time it happens. A code is a
 * promise to callers; it is never renamed.
 */
export const PROBLEM_TYPES = {
  invalid_json: { status: 400, title: 'The body is not valid JSON' },
  invalid_idempotency_key: { status: 400, title: 'The Idempotency-Key is not valid' },
  invalid_upload: { status: 400, title: 'The upload does not follow the tus protocol' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  invalid_token: { status: 401, title: 'The sign-in is not valid' },
  expired_token: { status: 401, title: 'The sign-in has expired' },
  foreign_origin: { status: 403, title: 'The request came from another site' },
  forbidden: { status: 403, title: 'You may not do this' },
  not_found: { status: 404, title: 'Not found' },
  idempotency_conflict: { status: 409, title: 'The Idempotency-Key was used for something else' },
  illegal_transition: { status: 409, title: 'The job is not in a state that allows this' },
  revision_conflict: { status: 409, title: 'Somebody changed it in the meantime' },
  upload_conflict: { status: 409, title: 'The upload continues elsewhere' },
  upload_expired: { status: 410, title: 'The upload was not finished in time' },
  unsupported_upload_version: { status: 412, title: 'Another version of the upload protocol' },
  payload_too_large: { status: 413, title: 'Too large' },
  storage_full: { status: 413, title: 'No room for more files' },
  unsupported_media: { status: 415, title: 'Not an audio or video file' },
  unsupported_media_type: { status: 415, title: 'The body must be JSON' },
  range_not_satisfiable: { status: 416, title: 'The range is outside of the file' },
  unknown_kind: { status: 422, title: 'There is no such kind of job' },
  invalid_input: { status: 422, title: 'Some fields are not valid' },
  invalid_query: { status: 422, title: 'Some query parameters are not valid' },
  upload_busy: { status: 423, title: 'The upload is being written by another request' },
  rate_limited: { status: 429, title: 'Too many jobs at once' },
  over_budget: { status: 429, title: 'The budget of the day is used up' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  queue_full: { status: 503, title: 'Too many jobs wait' },
  unavailable: { status: 503, title: 'Not available right now' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEM_TYPES;

export const PROBLEM_CODES = Object.keys(PROBLEM_TYPES) as ProblemCode[];

/** Where a code is explained: an anchor of the page that people read. */
export function problemTypeUri(code: ProblemCode): string {
  return `/api-docs#problem-${code}`;
}
