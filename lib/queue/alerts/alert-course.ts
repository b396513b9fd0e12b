import type { AlertRecord } from '../../cluster/alert';
import type { Millis } from '../../jobs/job';
import type { Verdict } from './alert-rules';

/** One look may be of an unlucky moment. */
const LOOKS_TO_BEGIN = 2;

/** Milliseconds. */
const CLEAR_TO_END_MS = 60_000;

/** How one alert went lately, as its leader saw it. */
export interface AlertCourse {
  firingLooks: number;
  /** Monotonic; null while it is not clear. */
  clearSince: number | null;
}

export const NEW_COURSE: AlertCourse = { firingLooks: 0, clearSince: null };

/**
 * What a look makes of an alert. It begins with the second look in a row that shows it, and ends after a minute
 * that is clear throughout.
 * @returns the record to write; null when nothing begins or ends
 */
export function followAlert(
  known: { record: AlertRecord | null; course: AlertCourse },
  { name, state, sentence }: Verdict,
  now: { wall: Millis; monotonic: number },
): { course: AlertCourse; change: AlertRecord | null } {
  const { record } = known;
  const course: AlertCourse = {
    firingLooks: state === 'firing' ? known.course.firingLooks + 1 : 0,
    clearSince: state === 'clear' ? (known.course.clearSince ?? now.monotonic) : null,
  };
  const stands = record !== null && record.since !== null;
  if (!stands && course.firingLooks >= LOOKS_TO_BEGIN) {
    return { course, change: { name, since: now.wall, endedAt: null, sentence } };
  }
  const clearMs = course.clearSince === null ? 0 : now.monotonic - course.clearSince;
  if (stands && clearMs >= CLEAR_TO_END_MS) {
    return { course, change: { ...record, since: null, endedAt: now.wall } };
  }
  return { course, change: null };
}
