import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { clockTime, srtTimestamp, vttTimestamp } from '@/lib/export/timestamp';

describe('srtTimestamp', () => {
  it.each([
    [0, '00:00:00,000'],
    [0.0004, '00:00:00,000'],
    [0.9996, '00:00:01,000'],
    [59.9999, '00:01:00,000'],
    [3599.9996, '01:00:00,000'],
    [3661.005, '01:01:01,005'],
    [360_000, '100:00:00,000'],
    [-3, '00:00:00,000'],
    [Number.NaN, '00:00:00,000'],
    [Number.POSITIVE_INFINITY, '00:00:00,000'],
  ])('writes %d seconds as %s', (seconds, written) => {
    expect(srtTimestamp(seconds)).toBe(written);
  });

  it('orders as the times do, to the millisecond', () => {
    const time = fc.double({ min: 0, max: 359_999, noNaN: true });
    fc.assert(
      fc.property(time, time, (a, b) => {
        const [early, late] = a <= b ? [a, b] : [b, a];
        expect(srtTimestamp(early) <= srtTimestamp(late)).toBe(true);
      }),
    );
  });
});

it('writes WebVTT times with a point', () => {
  expect(vttTimestamp(3661.005)).toBe('01:01:01.005');
});

it.each([
  [0, '0:00'],
  [61.9, '1:01'],
  [3600, '1:00:00'],
  [-1, '0:00'],
])('shows %d seconds on a clock as %s', (seconds, shown) => {
  expect(clockTime(seconds)).toBe(shown);
});
