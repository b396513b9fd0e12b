import type { Segment } from '@/lib/jobs/kinds/transcription';

/** Where in a transcript a moment falls; -1 for none. */
export interface Place {
  segment: number;
  word: number;
}

export const NOWHERE: Place = { segment: -1, word: -1 };

/** How long after a word's end it still counts as the current one: engines cut words short. Seconds. */
const LINGER = 0.4;

/** Index of the last item that starts at or before `time`; -1 when none does. Items are ordered by start. */
function lastStarted(items: readonly { start: number }[], time: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle]?.start ?? Number.POSITIVE_INFINITY) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * The segment and word that are spoken at `time` (seconds). A segment stays current through the silence
 * after it, so that a reader never loses the line; a word does not.
 */
export function placeAt(segments: readonly Segment[], time: number): Place {
  const segment = lastStarted(segments, time);
  const words = segments[segment]?.words ?? [];
  const word = lastStarted(words, time);
  const spoken = words[word];
  return { segment, word: spoken !== undefined && time < spoken.end + LINGER ? word : -1 };
}
