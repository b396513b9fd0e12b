import { describe, expect, it } from 'vitest';

import type { RunCounts } from '@/lib/cluster/run-counts';
import type { LiveStats, StatsHistory } from '@/lib/cluster/stats';
import type { JobStore } from '@/lib/queue/ports/job-store';
import { RECORDS } from '@/lib/queue/records';
import { tellFunctionRun } from '@/lib/queue/stats/function-runs';
import { noCounts } from '@/lib/queue/stats/run-counter';
import { StatsDuty } from '@/lib/queue/stats/stats-duty';
import { defer } from '@/lib/queue/transitions/defer';
import { promote } from '@/lib/queue/transitions/revive';
import { createMemoryStores } from '@/lib/stores/memory';

import { VirtualTime } from '../../../simulation/virtual-time';
import { put, sampleJob } from '../../../conformance/sample-job';
import { sampleServer } from '../../../conformance/sample-server';
import { inTime, type OwnedEngine, ownedEngine } from '../owned-engine';

const counted = (fields: Partial<RunCounts>): Record<string, RunCounts> => ({
  ai_processing: { ...noCounts(), ...fields },
});
const server = (fields: Partial<RunCounts> = {}) =>
  sampleServer('a', { concurrency: { ai_processing: 4 }, counts: counted(fields) });

async function live(engine: OwnedEngine): Promise<LiveStats> {
  const { record } = await engine.records.read(RECORDS.liveStats, 'live');
  if (record === null) throw new Error('nothing was written');
  return record.value;
}

async function hour(engine: OwnedEngine): Promise<StatsHistory | undefined> {
  return (await engine.records.read(RECORDS.statsHistory, 'hour')).record?.value;
}

/** The engine with its questions to the store counted. */
function counting(): OwnedEngine & { asked: () => number } {
  const time = new VirtualTime();
  const stores = createMemoryStores({ now: () => time.now });
  let asked = 0;
  const jobs: JobStore = {
    ...stores.jobs,
    count: (query) => ((asked += 1), stores.jobs.count(query)),
    oldestPending: (queue) => ((asked += 1), stores.jobs.oldestPending(queue)),
  };
  return { ...ownedEngine({ time, jobs, records: stores.records }), asked: () => asked };
}

describe('the leader’s statistics', () => {
  it('say what waits, for how long, and what ended in the last minutes', async () => {
    const engine = ownedEngine();
    const duty = new StatsDuty(engine, 'a', () => []);
    const now = engine.clock.now();
    await put(engine.jobs, sampleJob('job-a', { readyAt: now - 7_000, priority: 'urgent' }));
    await put(engine.jobs, sampleJob('job-b', { userId: 'b', state: 'failed' }));
    await duty.run(1, [server({ started: 50, completed: 50 })]);
    await inTime(engine.time, engine.time.wait(60_000));
    const more = { started: 62, completed: 58, failed: 2, retried: 1, waitMs: { 60: 12 } };
    const used = { 'p:m': { tokens: 30, cost: 0.01, calls: 3, cacheHits: 1 } };
    await duty.run(1, [server({ ...more, errors: { boom: 3 }, usage: used })]);

    const { total, queues, ...rest } = await live(engine);
    expect(total).toMatchObject({ waiting: 1, running: 0, failed: 1, oldestWaitingMs: 67_000 });
    expect(total.waitingByPriority).toEqual({ urgent: 1, high: 0, normal: 0, low: 0 });
    expect(total).toMatchObject({ perMinute: 10, successRate: 0.8 });
    expect(queues['ai_processing']).toEqual(total);
    expect(queues['insights']).toMatchObject({ waiting: 0, perMinute: 0, waitMs: null });
    expect(rest).toMatchObject({ leaderId: 'a', fence: 1, windowMs: 60_000, spend: used });
    expect(rest.errors).toEqual({ boom: 3 });
    expect(rest.ended['ai_processing']).toEqual({
      completed: 8,
      failed: 2,
      cancelled: 0,
      retried: 1,
    });
  });

  it('call it a stall when a job waits and none starts, and see that it is over', async () => {
    const engine = ownedEngine();
    const duty = new StatsDuty(engine, 'a', () => []);
    await put(engine.jobs, sampleJob('job-a', { readyAt: engine.clock.now() }));
    await duty.run(1, [server()]);
    expect((await live(engine)).health.level).toBe('good');
    await inTime(engine.time, engine.time.wait(45_000));
    await duty.run(1, [server()]);
    expect((await live(engine)).health).toEqual({
      level: 'stalled',
      sentence: '“Language models” stands still: 1 job waits, and none has started for 45 s.',
    });
    await inTime(engine.time, engine.time.wait(5_000));
    await duty.run(1, [server({ started: 1 })]);
    expect((await live(engine)).health.level).toBe('good');
  });

  it('count what a provider holds back, and how long, however often it was put off', async () => {
    const engine = ownedEngine();
    const duty = new StatsDuty(engine, 'a', () => []);
    const hour = 3_600_000;
    const now = engine.clock.now();
    const { job, version } = await put(engine.jobs, sampleJob('job-a', { readyAt: now - hour }));
    const hold = { reason: 'provider', until: now + hour, message: 'Waits.' } as const;
    await engine.jobs.write({ id: job.id, version, patch: defer(job, hold, now, 0) });
    await duty.run(1, [server()]);
    const { total, health } = await live(engine);
    expect(total).toMatchObject({ waiting: 0, scheduled: 1, held: 1, oldestWaitingMs: hour });
    expect(health.level).toBe('degraded');
    expect(health.sentence).toContain('waits for its provider: 1 job is held back');

    const back = await engine.jobs.get(job.id);
    const patch = promote(back?.job ?? job, now);
    await engine.jobs.write({ id: job.id, version: back?.version ?? version, patch });
    expect((await engine.jobs.get(job.id))?.job.readyAt).toBe(now - hour);
  });

  it('write at once that a breaker opened, though nothing else happens', async () => {
    const engine = ownedEngine();
    const open: string[] = [];
    const duty = new StatsDuty(engine, 'a', () => open);
    await duty.run(1, [server()]);
    open.push('google:flash');
    await inTime(engine.time, engine.time.wait(5_000));
    await duty.run(1, [server()]);
    expect((await live(engine)).openBreakers).toEqual(['google:flash']);
    expect((await live(engine)).health.sentence).toContain('google:flash');
  });

  it('ask next to nothing while nothing happens, and write every fifteen seconds then', async () => {
    const engine = counting();
    const duty = new StatsDuty(engine, 'a', () => []);
    const written = new Set<number>();
    for (let beat = 0; beat < 120; beat++) {
      await duty.run(1, [server()]);
      written.add((await live(engine)).at);
      await inTime(engine.time, engine.time.wait(5_000));
    }
    expect(written.size).toBe(40);
    // Ten minutes: pending, processing and scheduled at each write, failed now and then.
    expect(engine.asked()).toBeLessThan(150);
  });

  it('keep a minute’s point, five of which make one of the day', async () => {
    const engine = ownedEngine();
    const duty = new StatsDuty(engine, 'a', () => []);
    for (let beat = 0; beat <= 12 * 11; beat++) {
      await duty.run(1, [server({ started: beat, completed: beat })]);
      await inTime(engine.time, engine.time.wait(5_000));
    }
    const points = (await hour(engine))?.points ?? [];
    expect(points.length).toBeGreaterThanOrEqual(10);
    expect(points.every(({ at }) => at % 60_000 === 0)).toBe(true);
    const completed = points.slice(1).map((point) => point.completed);
    expect(new Set(completed)).toEqual(new Set([12]));
    const day = await engine.records.read(RECORDS.statsHistory, 'day');
    const fives = (day.record?.value as StatsHistory).points;
    expect(fives.length).toBeGreaterThanOrEqual(2);
    expect(fives.at(-1)?.completed).toBe(60);
  });

  it('count once what each invocation of a function told, and leave nothing of it', async () => {
    const engine = ownedEngine();
    const duty = new StatsDuty(engine, 'a', () => []);
    const told = () => engine.records.list(RECORDS.functionRuns, { limit: 9 });
    await duty.run(1, [server()]);
    for (const id of ['f-1', 'f-2']) {
      const counts = counted({ started: 5, completed: 4, failed: 1, errors: { boom: 1 } });
      await tellFunctionRun(engine, { id, startedAt: engine.clock.now(), counts });
    }
    for (let heartbeat = 0; heartbeat < 12; heartbeat++) {
      await inTime(engine.time, engine.time.wait(5_000));
      await duty.run(1, [server({ started: 1, completed: 1 })]);
    }
    const { ended, errors } = await live(engine);
    expect(ended['ai_processing']).toMatchObject({ completed: 9, failed: 2 });
    expect(errors).toEqual({ boom: 2 });
    expect(await told()).toEqual([]);
  });

  it('go on after a change of leaders; the old one writes nothing any more', async () => {
    const engine = ownedEngine();
    const [old, next] = [
      new StatsDuty(engine, 'a', () => []),
      new StatsDuty(engine, 'b', () => []),
    ];
    const used = { 'p:m': { tokens: 5, cost: 1, calls: 1, cacheHits: 0 } };
    await old.run(1, [server()]);
    await inTime(engine.time, engine.time.wait(5_000));
    await old.run(1, [server({ started: 1, completed: 1, usage: used })]);
    await next.run(2, [server({ started: 1, completed: 1, usage: used })]);
    await inTime(engine.time, engine.time.wait(70_000));
    await old.run(1, [server({ started: 9, completed: 9 })]);
    expect(await live(engine)).toMatchObject({ leaderId: 'b', fence: 2, spend: used });
    expect((await hour(engine))?.fence).not.toBe(1);
    await next.run(2, [server({ started: 3, completed: 3, usage: used })]);
    expect((await live(engine)).ended['ai_processing']?.completed).toBe(3);
  });

  it('begin the spend anew with the UTC day', async () => {
    const engine = ownedEngine();
    const duty = new StatsDuty(engine, 'a', () => []);
    const usage = (calls: number) => ({ 'p:m': { tokens: 1, cost: 0, calls, cacheHits: 0 } });
    await duty.run(1, [server()]);
    await duty.run(1, [server({ started: 1, usage: usage(4) })]);
    expect((await live(engine)).spend['p:m']?.calls).toBe(4);
    await inTime(engine.time, engine.time.wait(23 * 60 * 60_000));
    await duty.run(1, [server({ started: 2, usage: usage(6) })]);
    expect((await live(engine)).spend['p:m']?.calls).toBe(2);
  });
});
