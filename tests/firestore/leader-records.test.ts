import { describe, expect, it } from 'vitest';

import { RECORDS } from '@/lib/queue/records';
import { StatsDuty } from '@/lib/queue/stats/stats-duty';

import { openEngine } from './engine/open-engine';

const SOON = { timeout: 15_000, interval: 20 };

describe('the statistics of two who think that they lead', () => {
  const test = openEngine('leader-records');
  const { records } = test.engine;
  const leader = (name: string) => new StatsDuty(test.engine, name, () => []);
  const stored = async () => (await records.read(RECORDS.liveStats, 'live')).record?.value;

  it('are the newer one’s: the older fence overwrites nothing, whatever it knew before', async () => {
    // With a job that waits every look is written.
    await test.submit();
    const [older, newer, oldest] = [leader('older'), leader('newer'), leader('oldest')];
    await older.run(1, []);
    expect(await stored()).toMatchObject({ leaderId: 'older', fence: 1 });
    await newer.run(2, []);
    const written = await stored();
    expect(written).toMatchObject({ leaderId: 'newer', fence: 2, total: { waiting: 1 } });

    const known = older.latest;
    await older.run(1, []);
    await older.run(1, []);
    await oldest.run(0, []);
    expect(await stored()).toEqual(written);
    // What was not written is not what alerts are judged by.
    expect(older.latest).toBe(known);
    expect(oldest.latest).toBeNull();
    await newer.run(2, []);
    expect((await stored())?.at).toBeGreaterThan(written?.at ?? Infinity);
  });

  it('never go back to an older fence while both write at once', async () => {
    await test.submit();
    const fences: number[] = [];
    const unwatch = records.watch(RECORDS.liveStats, 'live', {
      next: (record) => fences.push(record?.value.fence ?? 0),
      error: (error) => {
        throw error;
      },
    });
    const [older, newer] = [leader('older'), leader('newer')];
    for (let round = 0; round < 5; round++) await older.run(11, []);
    await expect.poll(() => fences, SOON).toContain(11);
    await Promise.all(
      [older, newer].map(async (duty, at) => {
        for (let round = 0; round < 10; round++) await duty.run(11 + at, []);
      }),
    );
    await expect.poll(() => fences.at(-1), SOON).toBe(12);
    unwatch();
    expect(fences.toSorted((a, b) => a - b)).toEqual(fences);
    expect(await stored()).toMatchObject({ leaderId: 'newer', fence: 12 });
  });
});
