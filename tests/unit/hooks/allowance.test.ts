import { describe, expect, it } from 'vitest';

import { leftWords, scarce, waitWords, windowWords } from '@/components/allowance/allowance-words';
import { allowanceAt } from '@/hooks/use-allowance';
import { newSubmitter, type Submitter } from '@/lib/cluster/submitter';

const NOW = 1_800_000_000_000;

function submitter(fields: Partial<Submitter> = {}): Submitter {
  return {
    ...newSubmitter('ann'),
    windows: [
      { limit: 10, windowMs: 60_000, buckets: [{ until: NOW + 1_000, count: 9 }] },
      { limit: 4, windowMs: 5_000, buckets: [{ until: NOW + 84, count: 4 }] },
    ],
    ...fields,
  };
}

describe('the allowance as the browser shows it', () => {
  it('grows as time goes on, without news from the server', () => {
    const left = (now: number) =>
      allowanceAt(submitter(), now)?.allowance.map(({ remaining }) => remaining);
    expect(left(NOW)).toEqual([1, 0]);
    expect(left(NOW + 5_083)).toEqual([1, 0]);
    expect(left(NOW + 5_084)).toEqual([1, 4]);
    expect(left(NOW + 61_000)).toEqual([10, 4]);
  });

  it('is right on a device whose clock is slow', () => {
    const live = allowanceAt(submitter(), NOW - 3_600_000);
    expect(live?.allowance[0]).toEqual({
      limit: 10,
      windowMs: 60_000,
      remaining: 1,
      resetMs: 61_000,
    });
  });

  it('is not known before the first submit', () => {
    expect(allowanceAt(newSubmitter('ann'), NOW)).toBeNull();
  });

  it('says what is left, and when there is more', () => {
    const [long, burst] = allowanceAt(submitter(), NOW)?.allowance ?? [];
    expect(long && leftWords(long)).toBe('1 of 10 left in a minute, more in 61 s');
    expect(burst && leftWords(burst)).toBe('0 of 4 left in 5 seconds, more in 6 s');
    const unused = { limit: 1_200, windowMs: 3_600_000, remaining: 1_200, resetMs: 0 };
    expect(leftWords(unused)).toBe('1,200 of 1,200 left in an hour');
  });

  it('warns when few are left, and of a burst only when it is used up', () => {
    const at = (long: number, burst: number) =>
      scarce([
        { limit: 10, windowMs: 60_000, remaining: long, resetMs: 1 },
        { limit: 4, windowMs: 5_000, remaining: burst, resetMs: 1 },
      ])?.limit ?? null;
    expect([at(10, 4), at(2, 1), at(1, 1), at(5, 0), at(0, 0)]).toEqual([null, null, 10, 4, 10]);
    expect(scarce([])).toBeNull();
  });

  it('has words for every length', () => {
    expect([1, 5_000, 60_000, 300_000, 3_600_000, 7_200_000].map(windowWords)).toEqual([
      'a second',
      '5 seconds',
      'a minute',
      '5 minutes',
      'an hour',
      '2 hours',
    ]);
    expect([1, 12_000, 119_001, 6_000_000, 18_000_000].map(waitWords)).toEqual([
      '1 s',
      '12 s',
      '2 min',
      '100 min',
      '5 hours',
    ]);
  });
});
