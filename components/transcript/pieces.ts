import type { Segment } from '@/lib/jobs/kinds/transcription';

/** A stretch of a segment's text that is drawn as one: within one word or none, one search hit or none. */
export interface Piece {
  text: string;
  /** Index into the segment's words; -1 between words. */
  word: number;
  /** Index of the search hit; -1 outside of any. */
  hit: number;
}

export interface Range {
  from: number;
  to: number;
}

/**
 * Where each word stands in the segment's text, searched from left to right. Engines differ: some give words
 * without the punctuation and capitals of the text. A word that is not found is left out.
 */
export function wordRanges(segment: Pick<Segment, 'text' | 'words'>): (Range | null)[] {
  const text = segment.text.toLowerCase();
  const sameLength = text.length === segment.text.length;
  const haystack = sameLength ? text : segment.text;
  let at = 0;
  return segment.words.map((word) => {
    const needle = sameLength ? word.text.toLowerCase().trim() : word.text.trim();
    const from = needle === '' ? -1 : haystack.indexOf(needle, at);
    if (from === -1) return null;
    at = from + needle.length;
    return { from, to: at };
  });
}

/** The segment's text cut at the borders of words and search hits; the pieces joined are the text. */
export function piecesOf(
  segment: Pick<Segment, 'text' | 'words'>,
  hits: readonly (Range & { hit: number })[],
): Piece[] {
  const words = wordRanges(segment);
  const borders = new Set([0, segment.text.length]);
  for (const range of [...words, ...hits]) {
    if (range === null) continue;
    borders.add(range.from);
    borders.add(range.to);
  }
  const cuts = [...borders].sort((a, b) => a - b);
  let nextWord = 0;
  let nextHit = 0;
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1] ?? segment.text.length;
    while (nextWord < words.length && (words[nextWord]?.to ?? 0) <= from) nextWord += 1;
    while (nextHit < hits.length && (hits[nextHit]?.to ?? 0) <= from) nextHit += 1;
    const word = words[nextWord];
    const hit = hits[nextHit];
    return {
      text: segment.text.slice(from, to),
      word: word && word.from <= from ? nextWord : -1,
      hit: hit && hit.from <= from ? hit.hit : -1,
    };
  });
}
