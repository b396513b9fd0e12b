import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cronerTicks } from '@/lib/environment/croner-ticks';
import type { Job } from '@/lib/jobs/job';
import { createQueue } from '@/lib/queue/create-queue';
import { StoreUnavailable } from '@/lib/queue/ports/job-store';
import { RECORDS } from '@/lib/queue/records';
import { dueTicks } from '@/lib/queue/schedules/due-ticks';
import { MAX_MADE_UP, type MissedTicks, type Schedule } from '@/lib/queue/schedules/schedule';
import { ScheduleKeeper } from '@/lib/queue/schedules/schedule-keeper';
import { createMemoryStores } from '@/lib/stores/memory';
import { SCHEDULES } from '@/lib/work/schedules';
import { kindOf } from '@/lib/jobs/registry';

import { VirtualTime } from '../../simulation/virtual-time';
import { inTime, ownedEngine, pass } from './owned-engine';

const MINUTE_MS = 60_000;

/** Virtual time begins here, at the full minute. */
const START = 1_800_000_000_000;

const everyMinute: Schedule = {
  name: 'probe',
  cron: '* * * * *',
  kind: 'echo',
  input: { text: 'x' },
  missed: 'latest',
};

/** Several leaders over one store. */
function house(schedule: Schedule = everyMinute) {
  const time = new VirtualTime();
  const memory = createMemoryStores({ now: () => START + time.now });
  let loseAnswers = false;
  const jobs = {
    ...memory.jobs,
    create: async (...args: Parameters<typeof memory.jobs.create>) => {
      const outcome = await memory.jobs.create(...args);
      if (loseAnswers) throw new StoreUnavailable('no answer');
      return outcome;
    },
  };
  const leader = (name: string) => {
    const engine = ownedEngine({ ...memory, jobs, time, name });
    const queue = createQueue(engine, { serverTimeoutMs: 3_000 });
    const keeper = new ScheduleKeeper(engine, queue, [schedule], cronerTicks);
    return { engine, tick: (fence: number) => inTime(time, keeper.tick(fence)) };
  };
  return {
    time,
    leader,
    jobs: async (): Promise<Job[]> =>
      (await memory.jobs.list({ userId: 'system', limit: 100 })).map(({ job }) => job),
    record: async () => (await memory.records.read(RECORDS.schedules, 'probe')).record,
    pause: async (paused: boolean) => {
      const { record } = await memory.records.read(RECORDS.schedules, 'probe');
      if (record === null) throw new Error('no such schedule');
      const value = { ...record.value, paused };
      await memory.records.write([
        { collection: RECORDS.schedules, id: 'probe', value, version: record.version },
      ]);
    },
    loseAnswers: (lose: boolean) => (loseAnswers = lose),
  };
}

describe('a schedule', () => {
  it('is noted at first sight, and runs at its next tick', async () => {
    const { time, leader, jobs, record } = house();
    const one = leader('a');
    await one.tick(1);
    expect(await jobs()).toEqual([]);
    expect((await record())?.value).toMatchObject({
      cron: '* * * * *',
      kind: 'echo',
      nextTickAt: START + MINUTE_MS,
      lastTickAt: null,
    });
    await pass(time, MINUTE_MS);
    await one.tick(1);
    const [job] = await jobs();
    expect(job).toMatchObject({ kind: 'echo', userId: 'system', state: 'pending' });
    expect((await record())?.value).toMatchObject({
      lastTickAt: START + MINUTE_MS,
      nextTickAt: START + 2 * MINUTE_MS,
      lastJobId: job?.id,
      missed: 0,
    });
  });

  it('has one job a tick, although two lead at once and look all the time', async () => {
    const { time, leader, jobs } = house();
    const [a, b] = [leader('a'), leader('b')];
    for (let at = 0; at <= 5 * MINUTE_MS; at += 5_000) {
      await Promise.all([a.tick(1), b.tick(1), a.tick(1)]);
      await pass(time, 5_000);
    }
    expect(await jobs()).toHaveLength(5);
  });

  it('has one job a tick, although the leader restarts at each and the answers are lost', async () => {
    const { time, leader, jobs, loseAnswers } = house();
    await leader('first').tick(1);
    for (let tick = 1; tick <= 3; tick++) {
      await pass(time, MINUTE_MS);
      loseAnswers(true);
      await leader(`crashes-${tick}`).tick(tick);
      loseAnswers(false);
      await leader(`next-${tick}`).tick(tick);
    }
    expect(await jobs()).toHaveLength(3);
  });

  it('is left alone by a leader with an older fence', async () => {
    const { time, leader, jobs } = house();
    const [old, next] = [leader('old'), leader('next')];
    await old.tick(1);
    await pass(time, MINUTE_MS);
    await next.tick(2);
    await pass(time, MINUTE_MS);
    await old.tick(1);
    expect(await jobs()).toHaveLength(1);
    await next.tick(2);
    expect(await jobs()).toHaveLength(2);
  });

  it('makes no job while it is paused, and makes up for none of that time', async () => {
    const { time, leader, jobs, pause, record } = house({ ...everyMinute, missed: 'all' });
    const one = leader('a');
    await one.tick(1);
    await pause(true);
    for (let minute = 0; minute < 10; minute++) {
      await pass(time, MINUTE_MS);
      await one.tick(1);
    }
    expect(await jobs()).toEqual([]);
    await pause(false);
    await one.tick(1);
    expect(await jobs()).toEqual([]);
    await pass(time, MINUTE_MS);
    await one.tick(1);
    expect(await jobs()).toHaveLength(1);
    expect((await record())?.value).toMatchObject({ missed: 0, paused: false });
  });

  it.each([
    { missed: 'skip', run: 0 },
    { missed: 'latest', run: 1 },
    { missed: 'all', run: MAX_MADE_UP },
  ] as { missed: MissedTicks; run: number }[])(
    'that nobody led for half an hour: $missed makes up for $run',
    async ({ missed, run }) => {
      const { time, leader, jobs, record } = house({ ...everyMinute, cron: '*/2 * * * *', missed });
      await leader('a').tick(1);
      // 15 ticks pass, the last of them more than a minute ago.
      await pass(time, 31 * MINUTE_MS + 30_000);
      await leader('b').tick(2);
      expect(await jobs()).toHaveLength(run);
      expect((await record())?.value).toMatchObject({
        missed: 15 - run,
        lastTickAt: START + 30 * MINUTE_MS,
        nextTickAt: START + 32 * MINUTE_MS,
      });
    },
  );

  it('follows its declaration when that changes', async () => {
    const { time, leader, record } = house();
    await leader('a').tick(1);
    const { engine } = leader('b');
    const queue = createQueue(engine, { serverTimeoutMs: 3_000 });
    const changed = { ...everyMinute, cron: '0 0 * * *' };
    const keeper = new ScheduleKeeper(engine, queue, [changed], cronerTicks);
    await inTime(time, keeper.tick(2));
    const nextTickAt = (await record())?.value.nextTickAt ?? 0;
    expect(new Date(nextTickAt).toISOString()).toMatch(/T00:00:00\.000Z$/);
  });
});

describe('due ticks', () => {
  it('are each either run or missed, and none is dealt with twice', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('*/30 * * * *', '*/7 3 * * *', '15 3 * * *', '0 0 1 * *'),
        fc.constantFrom<MissedTicks>('skip', 'latest', 'all'),
        fc.array(fc.integer({ min: 0, max: 3 * 24 * 60 * MINUTE_MS }), { maxLength: 12 }),
        (cron, missed, gaps) => {
          let now = START;
          let from = cronerTicks(cron, now);
          const ran: number[] = [];
          let left = 0;
          for (const gap of gaps) {
            now += gap;
            const due = dueTicks({ cron, missed }, from, now, cronerTicks);
            if (due === null) continue;
            ran.push(...due.run);
            left += due.missed;
            from = due.nextTickAt;
            expect(due.nextTickAt).toBeGreaterThan(now);
            expect(due.run.every((tick) => tick <= now)).toBe(true);
          }
          expect([...new Set(ran)].sort((a, b) => a - b)).toEqual(ran);
          let ticks = 0;
          for (let tick = cronerTicks(cron, START); tick <= now; tick = cronerTicks(cron, tick)) {
            ticks += 1;
          }
          expect(ran.length + left).toBe(ticks);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('the declared schedules', () => {
  it('have names of their own, ticks, and kinds that take their inputs', () => {
    expect(new Set(SCHEDULES.map(({ name }) => name)).size).toBe(SCHEDULES.length);
    for (const { cron, kind, input } of SCHEDULES) {
      expect(cronerTicks(cron, START)).toBeGreaterThan(START);
      expect(kindOf(kind)?.input.safeParse(input).success).toBe(true);
      expect(kindOf(kind)?.internal).toBe(true);
    }
  });
});
