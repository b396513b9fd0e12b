import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { backoff } from '@/lib/queue/backoff';

const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const base = fc.integer({ min: 1, max: 600_000 });
const cap = fc.integer({ min: 1, max: 3_600_000 });

describe('backoff', () => {
  it('is at least half of the doubled wait, and never more than it or the cap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        base,
        cap,
        unit,
        (tries, baseMs, maxMs, random) => {
          const full = Math.min(maxMs, baseMs * 2 ** Math.min(tries - 1, 30));
          const wait = backoff({ tries, baseMs, maxMs, random });
          expect(wait).toBeGreaterThanOrEqual(Math.floor(full / 2));
          expect(wait).toBeLessThanOrEqual(Math.ceil(full));
          expect(Number.isSafeInteger(wait)).toBe(true);
        },
      ),
    );
  });

  it('doubles from try to try until the cap', () => {
    const waits = [1, 2, 3, 4, 5].map((tries) =>
      backoff({ tries, baseMs: 1_000, maxMs: 6_000, random: 0 }),
    );
    expect(waits).toEqual([500, 1_000, 2_000, 3_000, 3_000]);
  });

  it('parts jobs that failed together', () => {
    const wait = (random: number): number => backoff({ tries: 3, baseMs: 100, maxMs: 1e6, random });
    expect(wait(0)).toBe(200);
    expect(wait(0.5)).toBe(300);
    expect(wait(0.999_999)).toBe(400);
  });
});
