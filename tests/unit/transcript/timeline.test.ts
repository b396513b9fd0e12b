import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { NOWHERE, placeAt } from '@/components/transcript/timeline';

import { anySegments, spoken } from '../export/sample';

const segments = [spoken(1, 3, 'good morning'), spoken(10, 12, 'second line')];

describe('placeAt', () => {
  it.each([
    [0, NOWHERE],
    [1, { segment: 0, word: 0 }],
    [2.5, { segment: 0, word: 1 }],
    [6, { segment: 0, word: -1 }],
    [10, { segment: 1, word: 0 }],
    [99, { segment: 1, word: -1 }],
  ])('at %d s is %j', (time, place) => {
    expect(placeAt(segments, time)).toEqual(place);
  });

  it('is nowhere in an empty transcript', () => {
    expect(placeAt([], 3)).toEqual(NOWHERE);
  });

  it('agrees with a search of every segment', () => {
    fc.assert(
      fc.property(anySegments, fc.double({ min: 0, max: 500, noNaN: true }), (many, time) => {
        const expected = many.findLastIndex((segment) => segment.start <= time);
        expect(placeAt(many, time).segment).toBe(expected);
      }),
    );
  });
});
