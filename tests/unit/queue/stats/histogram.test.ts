import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Histogram } from '@/lib/cluster/run-counts';
import { ACCURACY, add, merge, percentile, subtract } from '@/lib/queue/stats/histogram';

const durations = fc.array(fc.integer({ min: 1, max: 86_400_000 }), { minLength: 1 });
const share = fc.double({ min: 0.001, max: 1, noNaN: true });

function histogramOf(values: readonly number[]): Histogram {
  const histogram: Histogram = {};
  for (const ms of values) add(histogram, ms);
  return histogram;
}

function exact(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(part * sorted.length) - 1] ?? NaN;
}

describe('a histogram of durations', () => {
  it('knows each percentile within its accuracy', () => {
    fc.assert(
      fc.property(durations, share, (values, part) => {
        const found = percentile(histogramOf(values), part) ?? NaN;
        const wanted = exact(values, part);
        expect(Math.abs(found - wanted)).toBeLessThanOrEqual(ACCURACY * wanted + 1e-6);
      }),
    );
  });

  it('adds up, whatever was counted where', () => {
    fc.assert(
      fc.property(durations, durations, (a, b) => {
        expect(merge(histogramOf(a), histogramOf(b))).toEqual(histogramOf([...a, ...b]));
      }),
    );
  });

  it('gives back what came on top', () => {
    fc.assert(
      fc.property(durations, durations, (before, since) => {
        const later = histogramOf([...before, ...since]);
        expect(subtract(later, histogramOf(before))).toEqual(histogramOf(since));
      }),
    );
  });

  it('stays small: a day takes less than two hundred buckets', () => {
    const values = Array.from({ length: 5_000 }, (_, n) => 1.01 ** n).filter((ms) => ms < 864e5);
    expect(Object.keys(histogramOf(values)).length).toBeLessThan(200);
  });

  it('has no percentile while it is empty', () => {
    expect(percentile({}, 0.5)).toBeNull();
  });
});
