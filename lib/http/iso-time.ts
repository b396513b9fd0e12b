import type { Millis } from '../jobs/job';

/** A moment as the API says it: ISO 8601 in UTC, to the millisecond. */
export function isoTime(at: Millis): string {
  return new Date(at).toISOString();
}
