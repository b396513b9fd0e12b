import type { Segment } from '@/lib/jobs/kinds/transcription';

import type { Range } from './pieces';

/** One place where the searched text stands. */
export interface Hit extends Range {
  segment: number;
  /** Its number among all hits, from 0. */
  hit: number;
}

/** More hits than anybody steps through; a single letter in a day of speech would give a million. */
const MAX_HITS = 5_000;

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');

/** Every place of `query` in the transcript, in order; letters' case and the kind of white space do not matter. */
export function findHits(segments: readonly Pick<Segment, 'text'>[], query: string): Hit[] {
  const wanted = query.trim();
  if (wanted === '') return [];
  const pattern = new RegExp(wanted.split(/\s+/u).map(escape).join('\\s+'), 'giu');
  const hits: Hit[] = [];
  for (const [segment, { text }] of segments.entries()) {
    for (const match of text.matchAll(pattern)) {
      if (hits.length === MAX_HITS) return hits;
      hits.push({
        segment,
        hit: hits.length,
        from: match.index,
        to: match.index + match[0].length,
      });
    }
  }
  return hits;
}

/** The hits of each segment that has any. */
export function hitsBySegment(hits: readonly Hit[]): Map<number, Hit[]> {
  const grouped = new Map<number, Hit[]>();
  for (const hit of hits) {
    const group = grouped.get(hit.segment);
    if (group) group.push(hit);
    else grouped.set(hit.segment, [hit]);
  }
  return grouped;
}

/** The next or previous of `count` hits, round and round; -1 when there is none. */
export function stepHit(current: number, count: number, step: 1 | -1): number {
  if (count === 0) return -1;
  if (current < 0) return step === 1 ? 0 : count - 1;
  return (current + step + count) % count;
}
