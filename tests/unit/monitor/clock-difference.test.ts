import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  clockAhead,
  type ClockSightings,
  NOTHING_SEEN,
  sighted,
} from '@/hooks/monitor/clock-difference';

const START = 1_000_000_000;
const EVERY_MS = 5_000;

/** Changes that are written every few seconds and take each so long to come, to a clock that is so far ahead. */
function seen(waysMs: readonly number[], ahead: number): ClockSightings {
  return waysMs.reduce((sightings, way, index) => {
    const at = START + index * EVERY_MS;
    const once = sighted(sightings, at, at + way + ahead);
    // Several parts of a page look at it, some of them later.
    return sighted(sighted(once, at, at + way + ahead), at, at + way + ahead + 4_000);
  }, NOTHING_SEEN);
}

describe('how far a browser’s clock is ahead of the cluster’s', () => {
  it('is nothing while nothing was seen to change', () => {
    expect(clockAhead(NOTHING_SEEN)).toBe(0);
    expect(clockAhead(sighted(NOTHING_SEEN, START, START + 3_600_000))).toBe(0);
  });

  it('is nothing for clocks that agree, however late one change came', () => {
    expect(clockAhead(seen([50, 60, 20_000], 0))).toBe(0);
    expect(clockAhead(seen([50, 20_000], 0))).toBe(0);
    expect(clockAhead(seen([50, 9_000, 20_000, 60], 0))).toBe(0);
  });

  it('is nothing for a page that is opened long after the last change', () => {
    const parts = [600_000, 600_000, 600_000, 600_010];
    const opened = parts.reduce(
      (sightings, age) => sighted(sightings, START, START + age),
      NOTHING_SEEN,
    );
    expect(clockAhead(opened)).toBe(0);
  });

  it('is found for a clock that is ahead, to the way of the quickest change', () => {
    expect(clockAhead(seen([50, 900, 70, 400], 60_000))).toBe(60_070);
  });

  it('is found at once for a clock that is behind: no change comes from the future', () => {
    expect(clockAhead(seen([50, 80], -60_000))).toBe(-59_920);
  });

  it('is not learnt from a change after a silence, which may have been written long before', () => {
    const before = seen([50, 900, 70, 400], 60_000);
    expect(clockAhead(sighted(before, START + 15_000, START + 900_000))).toBe(60_070);
  });

  it('follows a clock that was set right', () => {
    const wrong = seen([50, 50, 50, 50], 60_000);
    const at = START + 4 * EVERY_MS;
    expect(clockAhead(sighted(wrong, at + 40_000, at + 40_050))).toBe(0);
  });

  it('follows a clock that was behind, and set right', () => {
    const wrong = seen([50, 50, 50, 50], -60_000);
    const at = START + 4 * EVERY_MS;
    const right = sighted(wrong, at, at + 50);
    expect(clockAhead(sighted(right, at + EVERY_MS, at + EVERY_MS + 50))).toBe(0);
  });

  it('is never off by more than the way of the newest change, nor ahead by more than that of the quickest', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 4, maxLength: 8 }),
        fc.integer({ min: -3_600_000, max: 3_600_000 }),
        (ways, ahead) => {
          const sightings = seen(ways, ahead);
          fc.pre(sightings.seemedOld.length === 3);
          const newest = ways.at(-1) ?? 0;
          const quickest = Math.min(...ways.slice(-3));
          const off = clockAhead(sightings) - ahead;
          expect(Math.abs(off)).toBeLessThanOrEqual(Math.max(newest, quickest, 3_000));
          if (ahead > 0) expect(off).toBeLessThanOrEqual(quickest);
        },
      ),
    );
  });
});
