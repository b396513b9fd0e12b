import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { PRIORITIES } from '@/lib/jobs/priority';
import { placeInOrder, PRIORITY_SHIFT_MS } from '@/lib/queue/rank';

const times = fc.integer({ min: 0, max: 10_000_000 });
const shares = fc.integer({ min: 1, max: 60_000 });

/** The ranks of jobs that one user submits, in turn. */
function ranksOf(nows: readonly number[], shareMs: number): number[] {
  let shareEnd = 0;
  return nows.map((now) => {
    const place = placeInOrder({ now, runAt: null, shareEnd, shareMs, priority: 'normal' });
    shareEnd = place.shareEnd;
    return place.rank;
  });
}

describe('the order of the queue', () => {
  it('puts another user’s job before all but the first of a flood', () => {
    fc.assert(
      fc.property(times, shares, fc.integer({ min: 1, max: 200 }), (now, shareMs, jobs) => {
        const flood = ranksOf(Array<number>(jobs).fill(now), shareMs);
        const [other] = ranksOf([now], shareMs);
        expect(flood.filter((rank) => rank <= (other ?? -1))).toHaveLength(1);
      }),
    );
  });

  it('gives two floods turns: neither is more than one job ahead of the other', () => {
    fc.assert(
      fc.property(times, shares, fc.integer({ min: 1, max: 50 }), (now, shareMs, jobs) => {
        const flood = Array<number>(jobs).fill(now);
        const ann = ranksOf(flood, shareMs).map((rank) => ({ user: 'ann', rank }));
        const ben = ranksOf(flood, shareMs).map((rank) => ({ user: 'ben', rank }));
        const order = [...ann, ...ben].sort((a, b) => a.rank - b.rank);
        let ahead = 0;
        for (const { user } of order) {
          ahead += user === 'ann' ? 1 : -1;
          expect(Math.abs(ahead)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('keeps one user’s jobs of one priority in the order in which they came', () => {
    fc.assert(
      fc.property(fc.array(times, { maxLength: 50 }), shares, (gaps, shareMs) => {
        let now = 0;
        const ranks = ranksOf(
          gaps.map((gap) => (now += gap)),
          shareMs,
        );
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
        expect(new Set(ranks).size).toBe(ranks.length);
      }),
    );
  });

  it('lets a job wait at most its shift behind whatever comes later', () => {
    fc.assert(
      fc.property(
        times,
        fc.constantFrom(...PRIORITIES),
        fc.constantFrom(...PRIORITIES),
        shares,
        (now, priority, rivalPriority, shareMs) => {
          const shift = PRIORITY_SHIFT_MS[priority] - PRIORITY_SHIFT_MS[rivalPriority];
          const place = { runAt: null, shareEnd: 0, shareMs };
          const waiting = placeInOrder({ ...place, now, priority });
          const later = now + Math.max(shift, 0) + 1;
          const rival = placeInOrder({ ...place, now: later, priority: rivalPriority });
          expect(rival.rank).toBeGreaterThan(waiting.rank);
        },
      ),
    );
  });

  it('never ranks a job before its own time, whatever its user submitted before', () => {
    fc.assert(
      fc.property(times, times, times, shares, (now, wait, shareEnd, shareMs) => {
        const runAt = now + wait;
        const { rank } = placeInOrder({ now, runAt, shareEnd, shareMs, priority: 'normal' });
        expect(rank).toBeGreaterThanOrEqual(runAt);
        expect(rank).toBe(Math.max(runAt, shareEnd));
      }),
    );
  });

  it('charges a share once: a user who paused owes nothing, one who did not owes all', () => {
    fc.assert(
      fc.property(times, shares, fc.integer({ min: 1, max: 50 }), (now, shareMs, jobs) => {
        let shareEnd = 0;
        for (let i = 0; i < jobs; i++) {
          const place = { now, runAt: null, shareEnd, shareMs, priority: 'normal' as const };
          shareEnd = placeInOrder(place).shareEnd;
        }
        expect(shareEnd).toBe(now + jobs * shareMs);
        const rested = { runAt: null, shareEnd, shareMs, priority: 'normal' as const };
        expect(placeInOrder({ ...rested, now: shareEnd + 5 }).rank).toBe(shareEnd + 5);
      }),
    );
  });
});
