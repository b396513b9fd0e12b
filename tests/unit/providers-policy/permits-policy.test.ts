import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { KeySettings } from '@/lib/cluster/settings';

import { type Call, step, WINDOW_MS, World } from './permits-world';

const limit = (max: number): fc.Arbitrary<number | null> =>
  fc.option(fc.integer({ min: 1, max }), { freq: 2 });
const limits: fc.Arbitrary<KeySettings> = fc.record({
  requestsPerMinute: limit(25),
  tokensPerMinute: limit(400),
  concurrentRequests: limit(6),
});

/** The most in any window, its ends included. */
function worst(calls: readonly Call[], weight: (call: Call) => number): number {
  const within = (from: number): number =>
    calls
      .filter(({ at }) => at >= from && at <= from + WINDOW_MS)
      .reduce((sum, call) => sum + weight(call), 0);
  return Math.max(0, ...calls.map(({ at }) => within(at)));
}

function mostAtOnce(calls: readonly Call[]): number {
  const under = (now: number): number =>
    calls.filter(({ at, endedAt }) => at <= now && now < endedAt).length;
  return Math.max(0, ...calls.map(({ at }) => under(at)));
}

describe('permits of a key', () => {
  it('exceed no limit, whatever servers take, use late, hear nothing of, or crash with', () => {
    let made = 0;
    fc.assert(
      fc.property(limits, fc.array(step, { minLength: 5, maxLength: 60 }), (limits, steps) => {
        const world = new World(limits);
        world.play(steps);
        const { calls } = world;
        made += calls.length;
        const { requestsPerMinute, tokensPerMinute, concurrentRequests } = limits;
        expect(worst(calls, () => 1)).toBeLessThanOrEqual(requestsPerMinute ?? Infinity);
        expect(worst(calls, ({ tokens }) => tokens)).toBeLessThanOrEqual(
          tokensPerMinute ?? Infinity,
        );
        expect(mostAtOnce(calls)).toBeLessThanOrEqual(concurrentRequests ?? Infinity);
      }),
      { numRuns: 2000 },
    );
    expect(made).toBeGreaterThan(400);
  });
});
