import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { remaining, resetMs, type SlidingWindow, used, waitMs } from '@/lib/cluster/sliding-window';
import { correct, decide, withLimit } from '@/lib/queue/limits/sliding-window';

const policies = fc.record({
  limit: fc.integer({ min: 1, max: 200 }),
  windowMs: fc.integer({ min: 20, max: 3_600_000 }),
});

/** Steps in parts of a window, so that every length of window meets its edges. */
const steps = fc.array(
  fc.record({
    part: fc.double({ min: 0, max: 1.2, noNaN: true }),
    n: fc.integer({ min: 1, max: 20 }),
  }),
  { minLength: 1, maxLength: 200 },
);

interface Event {
  at: number;
  n: number;
}

/** The most events in any window of this length, its ends included. */
function worst(events: readonly Event[], windowMs: number): number {
  const within = (from: number): number =>
    events
      .filter(({ at }) => at >= from && at <= from + windowMs)
      .reduce((sum, { n }) => sum + n, 0);
  return Math.max(0, ...events.map(({ at }) => within(at)));
}

function play(
  window: SlidingWindow,
  calls: readonly Event[],
): { window: SlidingWindow; admitted: Event[] } {
  const admitted: Event[] = [];
  for (const call of calls) {
    const decision = decide(window, call.at, call.n);
    if (!decision.admitted) continue;
    window = decision.next;
    admitted.push(call);
  }
  return { window, admitted };
}

function timed(
  policy: { windowMs: number },
  parts: readonly { part: number; n: number }[],
): Event[] {
  let at = 1_700_000_000_000;
  return parts.map(({ part, n }) => {
    at += Math.round(part ** 3 * policy.windowMs);
    return { at, n };
  });
}

describe('the sliding window', () => {
  it('is never exceeded in any window, whatever comes when', () => {
    fc.assert(
      fc.property(policies, steps, (policy, parts) => {
        const { admitted } = play(withLimit(undefined, policy), timed(policy, parts));
        expect(worst(admitted, policy.windowMs)).toBeLessThanOrEqual(policy.limit);
      }),
      { numRuns: 500 },
    );
  });

  it('is never exceeded when clocks go back: time stands still meanwhile', () => {
    const jumps = fc.array(
      fc.record({
        part: fc.double({ min: -1, max: 1.2, noNaN: true }),
        n: fc.integer({ min: 1, max: 20 }),
      }),
      { minLength: 1, maxLength: 200 },
    );
    fc.assert(
      fc.property(policies, jumps, (policy, parts) => {
        const { admitted } = play(withLimit(undefined, policy), timed(policy, parts));
        let latest = 0;
        const still = admitted.map(({ at, n }) => ({ at: (latest = Math.max(latest, at)), n }));
        expect(worst(still, policy.windowMs)).toBeLessThanOrEqual(policy.limit);
      }),
      { numRuns: 500 },
    );
  });

  it('admits all at once up to the limit, and not one more', () => {
    fc.assert(
      fc.property(policies, fc.nat(), (policy, now) => {
        const calls = Array.from({ length: policy.limit + 5 }, () => ({ at: now, n: 1 }));
        expect(play(withLimit(undefined, policy), calls).admitted).toHaveLength(policy.limit);
      }),
    );
  });

  it('gives a flood at least 95 % of the limit', () => {
    fc.assert(
      fc.property(policies, fc.nat({ max: 10_000 }), (policy, offset) => {
        const ticks = 240;
        const windows = 40;
        const calls = Array.from({ length: windows * ticks }, (_, tick) => ({
          at: offset + Math.floor((tick * policy.windowMs) / ticks),
          n: 1,
        }));
        const { admitted } = play(withLimit(undefined, policy), calls);
        expect(admitted.length).toBeGreaterThanOrEqual(0.95 * windows * policy.limit);
      }),
      { numRuns: 30 },
    );
  });

  it('says exactly how long to wait', () => {
    fc.assert(
      fc.property(policies, steps, fc.integer({ min: 1, max: 200 }), (policy, parts, wanted) => {
        const n = Math.min(wanted, policy.limit);
        const calls = timed(policy, parts);
        const now = calls.at(-1)?.at ?? 0;
        const { window } = play(withLimit(undefined, policy), calls);
        const decision = decide(window, now, n);
        if (decision.admitted) return;
        const { retryAfterMs } = decision;
        expect(decide(window, now + retryAfterMs - 1, n).admitted).toBe(false);
        expect(decide(window, now + retryAfterMs, n).admitted).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('never admits more than the limit together', () => {
    const window = withLimit(undefined, { limit: 5, windowMs: 1_000 });
    expect(decide(window, 0, 6)).toEqual({ admitted: false, retryAfterMs: Infinity });
  });

  it('stays small, also when its length changes', () => {
    const changes = fc.array(
      fc.record({ windowMs: fc.integer({ min: 1, max: 1e9 }), step: fc.nat({ max: 20_000_000 }) }),
      { minLength: 300, maxLength: 600 },
    );
    fc.assert(
      fc.property(changes, (all) => {
        let window = withLimit(undefined, { limit: 1e9, windowMs: 1_000 });
        let now = 0;
        for (const { windowMs, step } of all) {
          now += step;
          const decision = decide(withLimit(window, { limit: 1e9, windowMs }), now, 1);
          if (decision.admitted) window = decision.next;
        }
        expect(window.buckets.length).toBeLessThanOrEqual(128);
        const ends = window.buckets.map(({ until }) => until);
        expect(ends).toEqual([...new Set(ends)].sort((a, b) => a - b));
      }),
      { numRuns: 50 },
    );
  });

  it('tells what remains, and when there will be more', () => {
    const policy = { limit: 10, windowMs: 60_000 };
    const { window } = play(withLimit(undefined, policy), [
      { at: 500, n: 4 },
      { at: 30_500, n: 3 },
    ]);
    expect(remaining(window, 31_000)).toBe(3);
    expect(remaining(window, 60_999)).toBe(3);
    expect(remaining(window, 61_000)).toBe(7);
    expect(resetMs(window, 31_000)).toBe(30_000);
    expect(resetMs(window, 61_000)).toBe(30_000);
    expect(resetMs(window, 91_000)).toBe(0);
    expect(waitMs(window, 31_000, 3)).toBe(0);
    expect(waitMs(window, 31_000, 4)).toBe(30_000);
  });
});

describe('a correction', () => {
  it('counts what was used beyond the admission, also above the limit', () => {
    const policy = { limit: 10, windowMs: 60_000 };
    const first = decide(withLimit(undefined, policy), 500, 8);
    if (!first.admitted) throw new Error('refused');
    const more = correct(first.next, 2_500, 7, first.until);
    expect(used(more, 2_500)).toBe(15);
    expect(remaining(more, 2_500)).toBe(0);
    expect(decide(more, 2_500, 3)).toEqual({ admitted: false, retryAfterMs: 58_500 });
  });

  it('gives back what was not used', () => {
    const policy = { limit: 10, windowMs: 60_000 };
    const first = decide(withLimit(undefined, policy), 500, 10);
    if (!first.admitted) throw new Error('refused');
    const fewer = correct(first.next, 30_000, -6, first.until);
    expect(remaining(fewer, 30_000)).toBe(6);
    expect(correct(fewer, 90_000, -6, first.until).buckets).toEqual([]);
  });

  it('never forgets what was really used, whatever is given back when', () => {
    const calls = fc.array(
      fc.record({
        part: fc.double({ min: 0, max: 1.2, noNaN: true }),
        n: fc.integer({ min: 1, max: 20 }),
        really: fc.integer({ min: 0, max: 20 }),
        after: fc.integer({ min: 0, max: 5 }),
      }),
      { minLength: 1, maxLength: 100 },
    );
    fc.assert(
      fc.property(policies, calls, (policy, all) => {
        let window = withLimit(undefined, policy);
        let at = 1_000_000;
        const events: Event[] = [];
        const due: { turn: number; delta: number; until: number }[] = [];
        for (const [turn, { part, n, really, after }] of all.entries()) {
          at += Math.round(part ** 3 * policy.windowMs);
          for (const one of due.filter((entry) => entry.turn === turn)) {
            window = correct(window, at, one.delta, one.until);
          }
          const decision = decide(window, at, n);
          if (!decision.admitted) continue;
          window = decision.next;
          const consumed = Math.min(n, really);
          events.push({ at, n: consumed });
          if (consumed < n)
            due.push({ turn: turn + 1 + after, delta: consumed - n, until: decision.until });
        }
        expect(worst(events, policy.windowMs)).toBeLessThanOrEqual(policy.limit);
      }),
      { numRuns: 500 },
    );
  });
});
