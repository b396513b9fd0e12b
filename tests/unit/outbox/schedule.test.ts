import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isOutdated, itemsToStart, nextRetryAt, retryDelayMs } from '@/lib/outbox/schedule';

import { sampleItem } from './sample-item';

const NOW = 5_000_000;
const idle = { now: NOW, online: true, busy: new Set<string>(), free: 2 };

describe('which items a tab starts', () => {
  const items = [
    sampleItem({ id: 'new', createdAt: 3 }),
    sampleItem({ id: 'old', createdAt: 1 }),
    sampleItem({ id: 'half', createdAt: 4, state: 'uploading' }),
    sampleItem({ id: 'whole', createdAt: 5, state: 'uploaded' }),
  ];
  const started = (at: Partial<typeof idle>) =>
    itemsToStart(items, { ...idle, ...at }).map((item) => item.id);

  it('takes what is nearest to its end first, then the oldest', () => {
    expect(started({ free: 9 })).toEqual(['whole', 'half', 'old', 'new']);
  });

  it('starts no more than there is room for', () => {
    expect(started({ free: 2 })).toEqual(['whole', 'half']);
    expect(started({ free: 0 })).toEqual([]);
  });

  it('starts nothing while offline', () => {
    expect(started({ online: false })).toEqual([]);
  });

  it('leaves alone what is being sent already', () => {
    expect(started({ busy: new Set(['whole', 'old']), free: 9 })).toEqual(['half', 'new']);
  });

  it('leaves alone what a person holds, what failed, what still records, and what is done', () => {
    const others = [
      sampleItem({ hold: 'paused' }),
      sampleItem({ hold: 'recovered' }),
      sampleItem({ state: 'failed' }),
      sampleItem({ state: 'recording' }),
      sampleItem({ state: 'submitted' }),
    ];
    expect(itemsToStart(others, { ...idle, free: 9 })).toEqual([]);
  });

  it('waits for the next try, and knows when it is', () => {
    const waiting = [sampleItem({ retryAt: NOW + 10 }), sampleItem({ id: 'b', retryAt: NOW + 5 })];
    expect(itemsToStart(waiting, idle)).toEqual([]);
    expect(nextRetryAt(waiting, idle)).toBe(NOW + 5);
    expect(itemsToStart(waiting, { ...idle, now: NOW + 5 }).map((item) => item.id)).toEqual(['b']);
    expect(nextRetryAt([], idle)).toBeNull();
  });
});

describe('the wait before the next try', () => {
  it('doubles, up to a minute', () => {
    const longest = (failures: number) => retryDelayMs(failures, 0.999_999);
    expect([0, 1, 2, 3, 9, 500].map(longest)).toEqual([
      2_000, 4_000, 8_000, 16_000, 60_000, 60_000,
    ]);
  });

  it('is spread over its upper half, and never shorter than the server asked', () => {
    fc.assert(
      fc.property(
        fc.nat(40),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.option(fc.nat(600_000)),
        (failures, random, asked) => {
          const delay = retryDelayMs(failures, random, asked);
          const full = Math.min(60_000, 2_000 * 2 ** failures);
          expect(delay).toBeGreaterThanOrEqual(Math.max(full / 2, asked ?? 0));
          expect(delay).toBeLessThanOrEqual(Math.max(full, asked ?? 0));
        },
      ),
    );
  });
});

describe('a sent item', () => {
  it('is listed for an hour', () => {
    const item = sampleItem({ state: 'submitted', submittedAt: NOW });
    expect(isOutdated(item, NOW + 3_599_999)).toBe(false);
    expect(isOutdated(item, NOW + 3_600_000)).toBe(true);
    expect(isOutdated(sampleItem({ createdAt: 0 }), NOW)).toBe(false);
  });
});
