import type { Millis } from '@/lib/jobs/job';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

/** "just now", "3 minutes ago", "in 2 hours"; a date when it is more than a week away. */
export function relativeTime(at: Millis, now: Millis): string {
  const distance = at - now;
  const size = Math.abs(distance);
  if (size < 45 * SECOND) return distance > 5 * SECOND ? 'in a moment' : 'just now';
  if (size < HOUR) return relative.format(Math.round(distance / MINUTE), 'minute');
  if (size < DAY) return relative.format(Math.round(distance / HOUR), 'hour');
  if (size < WEEK) return relative.format(Math.round(distance / DAY), 'day');
  return day.format(at);
}

/** "22 Nov 2026, 06:52", in the reader's own time zone. */
export function absoluteTime(at: Millis): string {
  return exact.format(at);
}

/** How long, for a person: "under 1 s", "8 s", "4 min", "1 h 20 min". */
export function shortDuration(milliseconds: number): string {
  if (milliseconds < SECOND) return 'under 1 s';
  const seconds = Math.round(milliseconds / SECOND);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}
