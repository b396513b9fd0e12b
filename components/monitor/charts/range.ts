import type { Range } from '@/hooks/monitor/use-cluster';
import type { Millis } from '@/lib/jobs/job';

const MINUTE = 60_000;

export const RANGES: Readonly<Record<Range, { label: string; spanMs: Millis; words: string }>> = {
  hour: { label: 'Hour', spanMs: 60 * MINUTE, words: 'the last hour' },
  day: { label: 'Day', spanMs: 24 * 60 * MINUTE, words: 'the last day' },
  week: { label: 'Week', spanMs: 7 * 24 * 60 * MINUTE, words: 'the last week' },
};

export function isRange(text: string): text is Range {
  return Object.hasOwn(RANGES, text);
}

const time = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false });
const weekday = new Intl.DateTimeFormat('en', { weekday: 'short', day: 'numeric' });
const weekdayTime = new Intl.DateTimeFormat('en', {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

/** A tick of the axis: "14:05", or "Thu 26" for a week. */
export function tickWords(range: Range, at: Millis): string {
  return range === 'week' ? weekday.format(at) : time.format(at);
}

/** A moment named by itself: "14:05", or "Thu 14:05" where the day is not plain. */
export function momentWords(range: Range, at: Millis): string {
  return range === 'hour' ? time.format(at) : weekdayTime.format(at);
}
