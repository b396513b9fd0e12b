import { setTimeout } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { RECORDS } from '@/lib/queue/records';
import type { Schedule } from '@/lib/queue/schedules/schedule';
import { ScheduleKeeper } from '@/lib/queue/schedules/schedule-keeper';

import { openEngine } from './engine/open-engine';

/** Not a minute, as of cron: the test need not wait so long. */
const TICK_MS = 500;

const schedule: Schedule = {
  name: 'probe',
  cron: 'every half second',
  kind: 'probe',
  input: { n: 1 },
  missed: 'all',
};

const nextTick = (_: string, after: number): number => (Math.floor(after / TICK_MS) + 1) * TICK_MS;

describe('a schedule on Firestore', () => {
  const test = openEngine('schedules');

  it('has exactly one job a tick, whoever leads', async () => {
    const leaders = [1, 2, 3].map(
      () => new ScheduleKeeper(test.engine, test.anotherQueue(), [schedule], nextTick),
    );
    await leaders[0]?.tick(1);
    const first = (await test.engine.records.read(RECORDS.schedules, 'probe')).record?.value
      .nextTickAt;
    const until = Date.now() + 4_000;
    await Promise.all(
      leaders.map(async (leader) => {
        while (Date.now() < until) {
          await leader.tick(1);
          await setTimeout(20);
        }
      }),
    );
    await leaders[0]?.tick(1);
    const { record } = await test.engine.records.read(RECORDS.schedules, 'probe');
    const jobs = await test.engine.jobs.list({ userId: 'system', limit: 100 });
    const last = record?.value.lastTickAt ?? 0;
    expect(jobs.length).toBeGreaterThan(3);
    expect(jobs.length).toBe((last - (first ?? 0)) / TICK_MS + 1);
    expect(record?.value).toMatchObject({ missed: 0, nextTickAt: last + TICK_MS });
  });
});
