import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type QueueSlots, SlotPool } from '@/lib/queue/worker/slot-pool';

const NAMES = ['ai', 'files', 'media', 'insights'] as const;

type Name = (typeof NAMES)[number];

/** Takes until it is refused. @returns how many */
function fill(pool: SlotPool, queue: string): number {
  let taken = 0;
  while (pool.take(queue)) taken += 1;
  return taken;
}

const queueSlots: fc.Arbitrary<QueueSlots> = fc
  .record({
    slots: fc.integer({ min: 0, max: 6 }),
    priority: fc.integer({ min: 1, max: 9 }),
    maxBorrowed: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
  })
  .map(({ maxBorrowed, ...rest }) => ({
    ...rest,
    ...(maxBorrowed === undefined ? {} : { maxBorrowed }),
  }));

const pools: fc.Arbitrary<Record<Name, QueueSlots>> = fc.record({
  ai: queueSlots,
  files: queueSlots,
  media: queueSlots,
  insights: queueSlots,
});

type Step = { do: 'take' | 'release' | 'want' | 'unwant'; queue: Name };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    do: fc.constantFrom('take', 'take', 'take', 'release', 'want', 'unwant'),
    queue: fc.constantFrom(...NAMES),
  }),
  { maxLength: 80 },
);

function perform(pool: SlotPool, step: Step): void {
  if (step.do === 'take') pool.take(step.queue);
  else if (step.do === 'release') {
    if (pool.busy(step.queue) > 0) pool.release(step.queue);
  } else pool.want(step.queue, step.do === 'want');
}

describe('a pool of slots', () => {
  it('lends what is idle, but for one slot of each lender', () => {
    const pool = new SlotPool({
      ai: { slots: 4, priority: 8 },
      files: { slots: 3, priority: 7 },
      media: { slots: 1, priority: 6 },
    });
    expect(pool.room('ai')).toBe(6);
    expect(fill(pool, 'ai')).toBe(6);
    expect(pool.room('files')).toBe(1);
    expect(fill(pool, 'files')).toBe(1);
    expect(fill(pool, 'media')).toBe(1);
    expect(pool.take('ai')).toBe(false);
  });

  it('gives borrowed slots back as the borrower’s jobs end', () => {
    const pool = new SlotPool({ ai: { slots: 2, priority: 8 }, files: { slots: 3, priority: 7 } });
    expect(fill(pool, 'ai')).toBe(4);
    expect(fill(pool, 'files')).toBe(1);
    pool.release('ai');
    expect(fill(pool, 'files')).toBe(1);
    // Nothing may be lent again while the lender uses it.
    expect(pool.room('ai')).toBe(0);
    pool.release('ai');
    expect(fill(pool, 'files')).toBe(1);
    expect(pool.busy('ai')).toBe(2);
    expect(pool.busy('files')).toBe(3);
  });

  it('lends to the queue of higher priority first', () => {
    const pool = new SlotPool({
      low: { slots: 1, priority: 1 },
      high: { slots: 1, priority: 9 },
      idle: { slots: 4, priority: 5 },
    });
    pool.take('low');
    pool.take('high');
    pool.want('high', true);
    expect(pool.room('low')).toBe(0);
    expect(pool.take('low')).toBe(false);
    expect(pool.take('high')).toBe(true);
    pool.want('high', false);
    expect(fill(pool, 'low')).toBe(2);
  });

  it('lends no more than a queue may borrow, and nothing to one without slots', () => {
    const pool = new SlotPool({
      media: { slots: 2, priority: 6, maxBorrowed: 2 },
      off: { slots: 0, priority: 9 },
      idle: { slots: 9, priority: 1 },
    });
    expect(fill(pool, 'media')).toBe(4);
    expect(pool.room('off')).toBe(0);
    expect(pool.take('off')).toBe(false);
  });

  it('tells a queue that wants a slot as soon as it can have one', () => {
    const pool = new SlotPool({ ai: { slots: 2, priority: 8 }, files: { slots: 2, priority: 7 } });
    const told: string[] = [];
    pool.onRoom('files', () => told.push('files'));
    pool.onRoom('ai', () => told.push('ai'));
    expect(fill(pool, 'ai')).toBe(3);
    expect(fill(pool, 'files')).toBe(1);
    pool.want('files', true);
    expect(told).toEqual([]);
    pool.release('ai');
    expect(told).toEqual(['files']);
  });

  it('grows and shrinks live: what runs keeps its slot', () => {
    const pool = new SlotPool({ ai: { slots: 4, priority: 8 } });
    expect(fill(pool, 'ai')).toBe(4);
    pool.resize('ai', 2);
    expect(pool.busy('ai')).toBe(4);
    pool.release('ai');
    pool.release('ai');
    expect(pool.take('ai')).toBe(false);
    pool.release('ai');
    expect(pool.take('ai')).toBe(true);
    pool.resize('ai', 5);
    expect(pool.room('ai')).toBe(3);
  });

  it('never has more jobs than slots, and one of its own for each queue that runs none', () => {
    fc.assert(
      fc.property(pools, steps, (queues, history) => {
        const pool = new SlotPool(queues);
        const total = NAMES.reduce((sum, name) => sum + queues[name].slots, 0);
        for (const step of history) {
          perform(pool, step);
          const busy = NAMES.reduce((sum, name) => sum + pool.busy(name), 0);
          expect(busy).toBeLessThanOrEqual(total);
          for (const name of NAMES) {
            if (queues[name].slots > 0 && pool.busy(name) === 0) {
              expect(pool.room(name)).toBeGreaterThan(0);
            }
          }
        }
      }),
    );
  });

  it('starves no lender: once the others’ jobs have ended, all its slots are its own again', () => {
    fc.assert(
      fc.property(pools, steps, fc.constantFrom(...NAMES), (queues, history, lender) => {
        const pool = new SlotPool(queues);
        for (const step of history) perform(pool, step);
        // Others take whatever they can as each of their jobs ends; the lender has a backlog all the while.
        pool.want(lender, true);
        fill(pool, lender);
        for (const borrower of NAMES.filter((name) => name !== lender)) {
          for (let left = pool.busy(borrower); left > 0; left--) {
            pool.release(borrower);
            fill(pool, lender);
            fill(pool, borrower);
          }
        }
        expect(pool.busy(lender)).toBeGreaterThanOrEqual(queues[lender].slots);
      }),
    );
  });

  it('gives room exactly where it gives a slot', () => {
    fc.assert(
      fc.property(pools, steps, fc.constantFrom(...NAMES), (queues, history, name) => {
        const pool = new SlotPool(queues);
        for (const step of history) perform(pool, step);
        const room = pool.room(name);
        expect(fill(pool, name)).toBe(room);
      }),
    );
  });
});
