import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Liveness } from '@/lib/queue/cluster/liveness';

/** A read that took no time. */
const at = (time: number): { asked: number; answered: number } => ({ asked: time, answered: time });

describe('who is alive', () => {
  it('is judged by how long a counter has stood still', () => {
    const liveness = new Liveness();
    expect(liveness.observe('a', 1, at(1_000))).toBe(0);
    expect(liveness.observe('a', 1, at(4_000))).toBe(3_000);
    expect(liveness.observe('a', 2, at(5_000))).toBe(0);
    expect(liveness.observe('a', 2, at(9_000))).toBe(4_000);
  });

  it('takes a counter that went back for one that moved: the server began anew', () => {
    const liveness = new Liveness();
    liveness.observe('a', 9, at(0));
    expect(liveness.observe('a', 1, at(60_000))).toBe(0);
  });

  it('does not hold it against others that the observer itself stood still', () => {
    const liveness = new Liveness();
    // Paused for a minute between its question and the answer, twice.
    expect(liveness.observe('a', 1, { asked: 0, answered: 60_000 })).toBe(0);
    expect(liveness.observe('a', 1, { asked: 61_000, answered: 180_000 })).toBe(1_000);
  });

  it('never claims more than the time between two looks', () => {
    const look = fc.record({
      wait: fc.nat({ max: 10_000 }),
      takes: fc.nat({ max: 10_000 }),
      counter: fc.nat({ max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(look, { minLength: 1, maxLength: 20 }), (looks) => {
        const liveness = new Liveness();
        let now = 0;
        let since = 0;
        let seen = -1;
        for (const { wait, takes, counter } of looks) {
          const asked = (now += wait);
          const answered = (now += takes);
          const still = liveness.observe('a', counter, { asked, answered });
          if (counter !== seen) {
            since = answered;
            seen = counter;
            expect(still).toBe(0);
          } else {
            expect(still).toBeGreaterThanOrEqual(0);
            expect(still).toBeLessThanOrEqual(Math.max(asked - since, 0));
          }
        }
      }),
    );
  });

  it('forgets whoever is gone', () => {
    const liveness = new Liveness();
    liveness.observe('a', 1, at(0));
    liveness.observe('b', 1, at(0));
    liveness.keepOnly(new Set(['b']));
    expect(liveness.observe('a', 1, at(50))).toBe(0);
    expect(liveness.observe('b', 1, at(50))).toBe(50);
  });
});
