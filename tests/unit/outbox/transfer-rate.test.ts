import { describe, expect, it } from 'vitest';

import { addSample, bytesPerSecond, NO_RATE, secondsLeft } from '@/lib/outbox/transfer-rate';

const rateOf = (...samples: [number, number][]) =>
  samples.reduce((rate, [at, bytes]) => addSample(rate, at, bytes), NO_RATE);

describe('the rate of a transfer', () => {
  it('is not guessed from one sample, or within half a second', () => {
    expect(bytesPerSecond(NO_RATE)).toBeNull();
    expect(bytesPerSecond(rateOf([0, 0]))).toBeNull();
    expect(bytesPerSecond(rateOf([0, 0], [499, 9_000]))).toBeNull();
  });

  it('says bytes a second and the seconds that remain', () => {
    const rate = rateOf([0, 0], [1_000, 500], [2_000, 1_000]);
    expect(bytesPerSecond(rate)).toBe(500);
    expect(secondsLeft(rate, 2_000)).toBe(2);
    expect(secondsLeft(rate, 900)).toBe(0);
  });

  it('follows a line that became faster, and forgets what is long ago', () => {
    const slow = Array.from({ length: 20 }, (_, i): [number, number] => [i * 1_000, i * 10]);
    const fast = Array.from({ length: 10 }, (_, i): [number, number] => [
      20_000 + i * 1_000,
      200 + i * 1_000,
    ]);
    const rate = rateOf(...slow, ...fast);
    expect(bytesPerSecond(rate)).toBeGreaterThan(900);
    expect(rate.samples.length).toBeLessThan(12);
  });

  it('starts anew when an upload resumes at less than was shown', () => {
    const rate = rateOf([0, 0], [1_000, 900], [2_000, 400]);
    expect(rate.samples).toEqual([{ at: 2_000, bytes: 400 }]);
  });

  it('knows no end while nothing moves', () => {
    expect(secondsLeft(rateOf([0, 100], [5_000, 100]), 1_000)).toBeNull();
  });
});
