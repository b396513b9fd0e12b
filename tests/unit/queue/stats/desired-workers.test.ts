import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { QueueLoad } from '@/lib/queue/stats/desired-workers';
import { SteadyWish, workersFor } from '@/lib/queue/stats/desired-workers';

const settings = { minWorkers: 1, maxWorkers: 20, targetWaitMs: 30_000 };
const load = (fields: Partial<QueueLoad> = {}): QueueLoad => ({
  title: 'Documents',
  waiting: 0,
  running: 0,
  oldestWaitingMs: null,
  meanRunMs: 10_000,
  slotsPerWorker: 4,
  ...fields,
});
const loads = fc.array(
  fc.record({
    title: fc.constant('Documents'),
    waiting: fc.nat({ max: 100_000 }),
    running: fc.nat({ max: 500 }),
    oldestWaitingMs: fc.option(fc.nat({ max: 1e8 })),
    meanRunMs: fc.integer({ min: 1, max: 3_600_000 }),
    slotsPerWorker: fc.nat({ max: 16 }),
  }),
);

describe('the workers that the load asks for', () => {
  it('are the fewest while nothing is to be done', () => {
    expect(workersFor([load()], settings).workers).toBe(1);
    expect(workersFor([], { ...settings, minWorkers: 0 }).workers).toBe(0);
  });

  it('have a slot for what runs, and for as much of what waits as lets all start in time', () => {
    // 60 jobs of 10 s within 30 s take 20 slots; 4 are taken.
    const wish = workersFor([load(), load({ waiting: 60, running: 4 })], settings);
    expect(wish).toEqual({ workers: 6, reason: '“Documents”: 60 wait, 4 run.' });
  });

  it('are more when a job has waited for long already', () => {
    const late = load({ waiting: 60, running: 4, oldestWaitingMs: 20_000 });
    expect(workersFor([late], settings).workers).toBe(16);
  });

  it('are never more than the most, nor more than give every waiting job a slot', () => {
    expect(workersFor([load({ waiting: 10_000 })], settings).workers).toBe(20);
    expect(workersFor([load({ waiting: 8, meanRunMs: 3_600_000 })], settings).workers).toBe(2);
  });

  it('stay within their bounds for any load, and grow with what waits', () => {
    fc.assert(
      fc.property(loads, fc.nat({ max: 5_000 }), (some, more) => {
        const { workers } = workersFor(some, settings);
        expect(workers).toBeGreaterThanOrEqual(1);
        expect(workers).toBeLessThanOrEqual(20);
        const heavier = some.map((one) => ({ ...one, waiting: one.waiting + more }));
        expect(workersFor(heavier, settings).workers).toBeGreaterThanOrEqual(workers);
      }),
    );
  });
});

describe('a steady wish', () => {
  it('rises at once and falls only after five minutes', () => {
    const steady = new SteadyWish();
    const at = (now: number, workers: number): number =>
      steady.take({ workers, reason: '' }, now).workers;
    expect([at(0, 2), at(5_000, 9), at(10_000, 3), at(304_000, 3), at(306_000, 2)]).toEqual([
      2, 9, 9, 9, 3,
    ]);
  });
});
