import { describe, expect, it } from 'vitest';

import type { StoredSettings } from '@/lib/cluster/settings';
import type { Job } from '@/lib/jobs/job';
import { RECORDS } from '@/lib/queue/records';
import { type JobStore, StoreUnavailable } from '@/lib/queue/ports/job-store';
import type { Hold } from '@/lib/queue/transitions/defer';
import { Invocation } from '@/lib/queue/worker/invocation';
import { createMemoryJobStore } from '@/lib/stores/memory/job-store';

import { put, sampleJob } from '../../conformance/sample-job';
import { changeableSettings } from './changeable-settings';
import { echoKind, inTime, ownedEngine } from './owned-engine';

const AWAY = new StoreUnavailable('The store is away.');

function house(
  stored: StoredSettings,
  hold: Hold | null = null,
  shaky: (jobs: JobStore) => Partial<JobStore> = () => ({}),
) {
  const store = createMemoryJobStore();
  const engine = ownedEngine({
    jobs: { ...store, ...shaky(store) },
    settings: changeableSettings(stored),
  });
  let running = 0;
  let most = 0;
  const work = {
    kind: echoKind,
    hold: () => hold,
    run: async () => {
      most = Math.max(most, (running += 1));
      await engine.time.wait(1_000);
      running -= 1;
      return { text: 'done' };
    },
  };
  const invocation = new Invocation(engine, [work], {
    serverId: 'function-1',
    concurrency: { ai_processing: 4, file_processing: 1 },
    budgetMs: 100_000,
  });
  return {
    engine,
    most: () => most,
    sweep: () => inTime(engine.time, invocation.sweep()),
    react: async (id: string) => {
      const stored = await engine.jobs.get(id);
      if (stored === null) throw new Error('no such job');
      return inTime(engine.time, invocation.react(stored));
    },
    add: async (ids: readonly string[], fields: Partial<Job> = {}) => {
      for (const id of ids) {
        const rank = engine.clock.now();
        const job = sampleJob(id, { kind: 'echo', input: '{"text":"x"}', rank, ...fields });
        await put(engine.jobs, job);
      }
    },
    job: async (id: string) => (await engine.jobs.get(id))?.job,
    running: () => running,
  };
}

describe('an invocation', () => {
  it('runs nothing of a paused queue', async () => {
    const { add, react, sweep, job } = house({ queues: { ai_processing: { paused: true } } });
    await add(['one']);
    expect(await react('one')).toBe(0);
    expect(await sweep()).toBe(0);
    expect(await job('one')).toMatchObject({ state: 'pending', attempt: 0 });
  });

  it('runs as many at once as an administrator set', async () => {
    const { add, sweep, most } = house({ queues: { ai_processing: { concurrency: 2 } } });
    await add(['1', '2', '3', '4', '5']);
    expect(await sweep()).toBe(5);
    expect(most()).toBe(2);
  });

  it('puts off what may not start, without an attempt', async () => {
    const until = 1_800_000_060_000;
    const hold: Hold = { reason: 'provider', until, message: 'The model is out.' };
    const { add, react, job } = house({}, hold);
    await add(['one', 'two']);
    expect(await react('one')).toBe(0);
    for (const id of ['one', 'two']) {
      expect(await job(id)).toMatchObject({ state: 'scheduled', attempt: 0, waiting: hold });
    }
  });

  it('ends what it began before it fails for another queue', async () => {
    const { add, react, job, running } = house({}, null, ({ head }) => ({
      head: (query) => (query.queue === 'file_processing' ? Promise.reject(AWAY) : head(query)),
    }));
    await add(['one', 'two']);
    await expect(react('one')).rejects.toBe(AWAY);
    expect(running()).toBe(0);
    for (const id of ['one', 'two']) expect(await job(id)).toMatchObject({ state: 'completed' });
  });

  it.each(['expired', 'awaitingChildren', 'retired'] as const)(
    'runs what is due although its sweep is not answered (%s), and then fails',
    async (duty) => {
      const { add, sweep, job } = house({}, null, () => ({ [duty]: () => Promise.reject(AWAY) }));
      await add(['one'], { state: 'scheduled', runAt: 0 });
      await expect(sweep()).rejects.toBe(AWAY);
      expect(await job('one')).toMatchObject({ state: 'completed' });
    },
  );

  it('cleans up after what is due, and only while time lasts', async () => {
    const { add, sweep, engine } = house({}, null, ({ retired }) => ({
      retired: async (query) => {
        const page = await retired(query);
        await engine.time.wait(40_000);
        return page;
      },
    }));
    const old = Array.from({ length: 500 }, (_, n) => `old-${n}`);
    await add(old, { state: 'completed', expireAt: 1 });
    await add(['one']);
    expect(await sweep()).toBe(1);
    const left = await engine.jobs.list({ limit: 1_000 });
    expect(left.length).toBeGreaterThan(1);
    expect(left.length).toBeLessThan(501);
  });

  it('tells in one record what it ran, and nothing when it ran nothing', async () => {
    const { add, sweep, engine } = house({});
    const told = () => engine.records.list(RECORDS.functionRuns, { limit: 9 });
    expect(await sweep()).toBe(0);
    expect(await told()).toEqual([]);
    await add(['1', '2', '3']);
    expect(await sweep()).toBe(3);
    const [run, ...others] = await told();
    expect(others).toEqual([]);
    expect(run?.id).toBe('function-1');
    expect(run?.value.counts['ai_processing']).toMatchObject({ started: 3, completed: 3 });
  });

  it('runs one job of a user with a limit at a time', async () => {
    const { add, sweep, most } = house({ queues: { ai_processing: { userConcurrency: 3 } } });
    await add(['1', '2', '3']);
    expect(await sweep()).toBe(1);
    expect(most()).toBe(1);
  });
});
