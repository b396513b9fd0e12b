import type { Millis } from '@/lib/jobs/job';

/** "2026-11-26T14:05", as a `datetime-local` field holds it: the reader's own time zone, to the minute. */
export function localTime(at: Millis): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** What such a field holds; null for nothing. */
export function timeFromLocal(text: string): Millis | null {
  const at = new Date(text).getTime();
  return Number.isNaN(at) ? null : at;
}
