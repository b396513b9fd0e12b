import type { Millis } from '../jobs/job';
import type { Health, LiveStats } from './stats';

/**
 * The leader writes at least every fifteen seconds, and a new one leads within another fifteen. After this what
 * was written says nothing about now.
 */
export const SILENT_MS = 40_000;

/**
 * The cluster's health as somebody sees it now: when nobody leads nobody writes, so silence is judged by the
 * reader.
 * @param now on the clock that `live.at` is of, as nearly as the reader knows it
 */
export function healthAsSeen(live: Pick<LiveStats, 'at' | 'health'> | null, now: Millis): Health {
  if (live === null) {
    return { level: 'down', sentence: 'No statistics yet: no worker has run.' };
  }
  const age = now - live.at;
  if (age <= SILENT_MS) return live.health;
  return {
    level: 'down',
    sentence: `No statistics for ${ageInWords(age)}: no worker is alive.`,
  };
}

/** `40 s`, `12 min`, `3 h`, `2 days`. */
export function ageInWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
