import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findHits, hitsBySegment, stepHit } from '@/components/transcript/find';
import { piecesOf, wordRanges } from '@/components/transcript/pieces';

import { anySegments, spoken } from '../export/sample';

const segments = [spoken(0, 2, 'The cost is 3.50 (net)'), spoken(3, 4, 'the  The')];

describe('findHits', () => {
  it('ignores case and finds every place in order', () => {
    const hits = findHits(segments, 'the');
    expect(hits.map(({ segment, from }) => [segment, from])).toEqual([
      [0, 0],
      [1, 0],
      [1, 5],
    ]);
  });

  it('takes the query for text, not for a pattern', () => {
    expect(findHits(segments, '3.50 (net)')).toHaveLength(1);
    expect(findHits(segments, '3x50')).toHaveLength(0);
    expect(findHits(segments, '.*')).toHaveLength(0);
  });

  it('finds nothing for nothing', () => {
    expect(findHits(segments, '  ')).toEqual([]);
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(anySegments, fc.string({ unit: 'binary' }), (many, query) => {
        for (const hit of findHits(many, query)) expect(hit.to).toBeGreaterThan(hit.from);
      }),
    );
  });
});

it('steps round and round', () => {
  expect(stepHit(-1, 3, 1)).toBe(0);
  expect(stepHit(2, 3, 1)).toBe(0);
  expect(stepHit(0, 3, -1)).toBe(2);
  expect(stepHit(0, 0, 1)).toBe(-1);
});

describe('piecesOf', () => {
  it('finds words under the punctuation and capitals of the text', () => {
    const segment = {
      text: 'Well, hello there.',
      words: spoken(0, 1, 'well hello there').words,
    };
    expect(
      wordRanges(segment).map((range) => range && segment.text.slice(range.from, range.to)),
    ).toEqual(['Well', 'hello', 'there']);
  });

  it('cuts at words and hits, even where they overlap', () => {
    const segment = spoken(0, 2, 'good morning all');
    const hits = hitsBySegment(findHits([segment], 'd mor')).get(0) ?? [];
    expect(piecesOf(segment, hits)).toEqual([
      { text: 'goo', word: 0, hit: -1 },
      { text: 'd', word: 0, hit: 0 },
      { text: ' ', word: -1, hit: 0 },
      { text: 'mor', word: 1, hit: 0 },
      { text: 'ning', word: 1, hit: -1 },
      { text: ' ', word: -1, hit: -1 },
      { text: 'all', word: 2, hit: -1 },
    ]);
  });

  it('joined are the text', () => {
    fc.assert(
      fc.property(anySegments, fc.string({ maxLength: 2 }), (many, query) => {
        const hits = hitsBySegment(findHits(many, query));
        many.forEach((segment, index) => {
          const pieces = piecesOf(segment, hits.get(index) ?? []);
          expect(pieces.map((piece) => piece.text).join('')).toBe(segment.text);
        });
      }),
    );
  });
});
