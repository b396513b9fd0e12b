import type { Histogram } from '../../cluster/run-counts';

/** How far a percentile may be from the true one, as a part of it. */
export const ACCURACY = 0.05;

const GROWTH = (1 + ACCURACY) / (1 - ACCURACY);

/** Bucket `n` holds durations above GROWTH^(n-1) and up to GROWTH^n milliseconds; bucket 0 all up to one. */
export function bucketOf(ms: number): string {
  return String(Math.max(0, Math.ceil(Math.log(Math.max(ms, 1)) / Math.log(GROWTH))));
}

/** Counts one more duration. */
export function add(histogram: Histogram, ms: number): void {
  const bucket = bucketOf(ms);
  histogram[bucket] = (histogram[bucket] ?? 0) + 1;
}

/** Both together. */
export function merge(a: Histogram, b: Histogram): Histogram {
  const sum = { ...a };
  for (const [bucket, count] of Object.entries(b)) sum[bucket] = (sum[bucket] ?? 0) + count;
  return sum;
}

/** What came on top of an earlier state of the same histogram. */
export function subtract(later: Histogram, earlier: Histogram): Histogram {
  return Object.fromEntries(
    Object.entries(later)
      .map(([bucket, count]) => [bucket, count - (earlier[bucket] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );
}

/**
 * The duration that a share of all do not exceed (nearest rank), within `ACCURACY` of it.
 * @param share above 0, at most 1
 * @returns milliseconds; null for an empty histogram
 */
export function percentile(histogram: Histogram, share: number): number | null {
  const counts = Object.entries(histogram)
    .map(([bucket, count]) => [Number(bucket), count] as const)
    .sort(([a], [b]) => a - b);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  let left = Math.ceil(share * total);
  for (const [bucket, count] of counts) {
    left -= count;
    if (left <= 0) return middleOf(bucket);
  }
  return null;
}

/** The mean, within `ACCURACY` of it. Milliseconds; null for an empty histogram. */
export function mean(histogram: Histogram): number | null {
  let total = 0;
  let sum = 0;
  for (const [bucket, count] of Object.entries(histogram)) {
    total += count;
    sum += count * middleOf(Number(bucket));
  }
  return total === 0 ? null : sum / total;
}

/** As far from the bucket's one end as from the other, in proportion. */
function middleOf(bucket: number): number {
  return bucket === 0 ? 1 : (2 * GROWTH ** bucket) / (GROWTH + 1);
}
