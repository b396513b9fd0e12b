import { describe, expect, it } from 'vitest';

import type { StoredSettings } from '@/lib/cluster/settings';
import type { Job } from '@/lib/jobs/job';
import type { JobKind } from '@/lib/jobs/kind';
import { shardsWonBy } from '@/lib/queue/shard';
import type { Hold } from '@/lib/queue/transitions/defer';
import { slotShards } from '@/lib/queue/user-slots';
import type { Work } from '@/lib/queue/work';
import { Worker, type WorkerOptions } from '@/lib/queue/worker/worker';
import { createMemoryStores } from '@/lib/stores/memory';

import { put, sampleJob } from '../../conformance/sample-job';
import { VirtualTime } from '../../simulation/virtual-time';
import { changeableSettings } from './changeable-settings';
import { echoKind, inTime, ownedEngine, pass, settle } from './owned-engine';

const filesKind: JobKind = { ...echoKind, name: 'files', queue: 'file_processing' };

/** Workers over one store and one set of settings; their jobs run until the test ends them. */
function house(stored: StoredSettings = {}) {
  const time = new VirtualTime();
  const memory = createMemoryStores({ now: () => time.now });
  const settings = changeableSettings(stored);
  const running = new Map<string, () => void>();
  let held: Hold | null = null;
  const workOf = (kind: JobKind): Work => ({
    kind,
    hold: () => held,
    run: async (_, { job, signal }) => {
      await new Promise<void>((resolve, reject) => {
        running.set(job.id, resolve);
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      }).finally(() => running.delete(job.id));
      return { text: 'done' };
    },
  });
  const start = async (name: string, options: Partial<WorkerOptions> = {}) => {
    const engine = ownedEngine({ ...memory, time, name, settings, kinds: [echoKind, filesKind] });
    const worker = new Worker(engine, [workOf(echoKind), workOf(filesKind)], {
      serverId: name,
      concurrency: { ai_processing: 2, file_processing: 2 },
      heartbeatMs: 1_000,
      serverTimeoutMs: 3_000,
      dueMs: 500,
      sweepMs: 5_000,
      drainMs: 0,
      version: 'test',
      ...options,
    });
    await inTime(time, worker.start());
    return worker;
  };
  const clockNow = ownedEngine({ time }).clock.now;
  return {
    time,
    settings,
    running,
    start,
    clockNow,
    hold: (hold: Hold | null) => (held = hold),
    add: async (ids: readonly string[], fields: Partial<Job> = {}) => {
      for (const id of ids) {
        const rank = clockNow();
        await put(
          memory.jobs,
          sampleJob(id, { kind: 'echo', input: '{"text":"x"}', rank, ...fields }),
        );
      }
      await settle();
    },
    end: async (id: string) => {
      running.get(id)?.();
      await settle();
    },
    job: async (id: string) => (await memory.jobs.get(id))?.job,
    server: async (id: string) =>
      (await memory.cluster.servers()).find((server) => server.id === id),
    members: async () => (await memory.cluster.members())?.serverIds,
  };
}

const files = { kind: 'files', queue: 'file_processing' } as const;

describe('a queue’s settings, live', () => {
  it('paused: what runs goes on, nothing begins; resumed: all goes on', async () => {
    const { time, settings, start, add, end, running, job } = house();
    await start('a');
    await add(['one']);
    settings.change({ queues: { ai_processing: { paused: true } } });
    await add(['two']);
    await add(['other'], files);
    await pass(time, 20_000);
    expect([...running.keys()]).toEqual(['one', 'other']);
    await end('one');
    expect((await job('one'))?.state).toBe('completed');
    await pass(time, 20_000);
    expect(await job('two')).toMatchObject({ state: 'pending', attempt: 0 });
    settings.change({});
    await settle();
    expect([...running.keys()]).toEqual(['other', 'two']);
  });

  it('paused before the start: nothing begins at all', async () => {
    const { time, start, add, running } = house({ queues: { ai_processing: { paused: true } } });
    await add(['one']);
    await start('a');
    await pass(time, 10_000);
    expect([...running.keys()]).toEqual([]);
  });

  it('more and fewer at once, without a restart', async () => {
    const { settings, start, add, end, running, server, time } = house();
    await start('a', { concurrency: { ai_processing: 2 } });
    await add(['1', '2', '3', '4', '5']);
    expect(running.size).toBe(2);
    settings.change({ queues: { ai_processing: { concurrency: 4 } } });
    await settle();
    expect(running.size).toBe(4);
    settings.change({ queues: { ai_processing: { concurrency: 1 } } });
    for (const id of ['1', '2', '3']) await end(id);
    expect([...running.keys()]).toEqual(['4']);
    await end('4');
    expect([...running.keys()]).toEqual(['5']);
    await pass(time, 1_000);
    expect(await server('a')).toMatchObject({
      concurrency: { ai_processing: 1 },
      running: 1,
      runningByQueue: { ai_processing: 1 },
    });
  });

  it('no override makes a server run what its own configuration leaves out', async () => {
    const { time, start, add, running } = house({ queues: { ai_processing: { concurrency: 9 } } });
    await start('a', { concurrency: { ai_processing: 0 } });
    await add(['one']);
    await pass(time, 10_000);
    expect(running.size).toBe(0);
  });

  it('a shorter time limit than the kind’s ends the attempt and its lease', async () => {
    const { time, start, add, job, clockNow } = house({
      queues: { ai_processing: { requestTimeoutMs: 5_000 } },
    });
    await start('a');
    await add(['one']);
    expect((await job('one'))?.lease?.until).toBe(clockNow() + 5_000 + 60_000);
    await pass(time, 4_990);
    expect((await job('one'))?.state).toBe('processing');
    await pass(time, 20);
    expect(await job('one')).toMatchObject({ state: 'scheduled', error: { code: 'time_limit' } });
  });
});

describe('slots', () => {
  it('of an idle queue are lent to one with a backlog, and are there again for its own next job', async () => {
    const { start, add, end, running } = house();
    await start('a');
    await add(['1', '2', '3', '4']);
    // One of the two idle slots stays with its queue.
    expect([...running.keys()]).toEqual(['1', '2', '3']);
    await add(['f1', 'f2'], files);
    expect([...running.keys()]).toEqual(['1', '2', '3', 'f1']);
    await end('1');
    expect([...running.keys()]).toEqual(['2', '3', 'f1', 'f2']);
    await end('2');
    expect([...running.keys()]).toEqual(['3', 'f1', 'f2', '4']);
  });
});

describe('a drained server', () => {
  it('says so, takes no job and loses its shards, until it is told to go on', async () => {
    const { time, settings, start, add, running, server, members, end } = house();
    await start('a');
    await start('b');
    await pass(time, 3_000);
    expect(await members()).toEqual(['a', 'b']);
    await add(['before']);
    settings.change({ drainedServers: ['a', 'b'] });
    await settle();
    expect(await server('a')).toMatchObject({ draining: true });
    await pass(time, 3_000);
    expect(await members()).toEqual([]);
    await add(['later']);
    await pass(time, 10_000);
    expect([...running.keys()]).toEqual(['before']);
    await end('before');
    settings.change({ drainedServers: ['b'] });
    await pass(time, 3_000);
    expect([...running.keys()]).toEqual(['later']);
    expect(await server('a')).toMatchObject({ draining: false, running: 1 });
    expect(await server('b')).toMatchObject({ draining: true, running: 0 });
    expect(await members()).toEqual(['a']);
  });
});

describe('a job that may not start now', () => {
  it('waits with its reason, and keeps its attempts and its place', async () => {
    const { time, start, add, job, hold, running, clockNow } = house();
    const until = clockNow() + 30_000;
    hold({ reason: 'provider', until, message: 'The model is out.' });
    await start('a');
    const rank = clockNow() - 77;
    await add(['one'], { rank });
    expect(await job('one')).toMatchObject({
      state: 'scheduled',
      rank,
      attempt: 0,
      failures: 0,
      attempts: [],
      lease: null,
      waiting: { reason: 'provider', until, message: 'The model is out.' },
    });
    const { runAt } = (await job('one')) ?? {};
    expect(runAt).toBeGreaterThanOrEqual(until);
    expect(runAt).toBeLessThanOrEqual(until + 5_000);
    hold(null);
    await pass(time, 36_000);
    expect([...running.keys()]).toEqual(['one']);
    expect(await job('one')).toMatchObject({ state: 'processing', attempt: 1, waiting: null });
  });

  it('asks again before a long wait is over: its provider may be there sooner than was said', async () => {
    const { time, start, add, job, hold, running, clockNow } = house();
    const until = clockNow() + 86_400_000;
    hold({ reason: 'provider', until, message: 'No more today.' });
    await start('a');
    await add(['one']);
    expect(await job('one')).toMatchObject({ state: 'scheduled', waiting: { until } });
    hold(null);
    await pass(time, 310_000);
    expect([...running.keys()]).toEqual(['one']);
  });

  it('takes no slot from those that may', async () => {
    const { start, add, job, hold, running, clockNow } = house();
    hold({ reason: 'provider', until: clockNow() + 60_000, message: 'The model is out.' });
    await start('a', { concurrency: { ai_processing: 1 } });
    const ids = Array.from({ length: 30 }, (_, at) => `job-${at}`);
    await add(ids);
    await settle();
    const states = await Promise.all(ids.map(async (id) => (await job(id))?.state));
    expect(new Set(states)).toEqual(new Set(['scheduled']));
    hold(null);
    await add(['next']);
    expect([...running.keys()]).toEqual(['next']);
  });

  it('starts all the same once it has waited longer than anybody would: its attempt ends it', async () => {
    const { start, add, hold, running, clockNow } = house();
    hold({ reason: 'provider', until: clockNow() + 60_000, message: 'The model is out.' });
    await start('a');
    await add(['old'], { rank: clockNow() - 25 * 60 * 60_000 });
    expect([...running.keys()]).toEqual(['old']);
  });
});

describe('a user’s share', () => {
  it('is not exceeded, and what is beyond it waits its turn while others go on', async () => {
    const { time, start, add, end, job, running } = house({
      queues: { ai_processing: { userConcurrency: 1 } },
    });
    await start('a', { concurrency: { ai_processing: 4 } });
    await add(['a1', 'a2', 'a3'], { userId: 'ann' });
    await add(['b1'], { userId: 'ben' });
    expect([...running.keys()]).toEqual(['a1', 'b1']);
    expect(await job('a2')).toMatchObject({
      state: 'scheduled',
      attempt: 0,
      waiting: { reason: 'user_limit' },
    });
    await end('a1');
    await pass(time, 60_000);
    expect([...running.keys()].filter((id) => id.startsWith('a'))).toHaveLength(1);
    for (const id of ['a2', 'a3']) {
      await end(id);
      await pass(time, 60_000);
    }
    for (const id of ['a1', 'a2', 'a3']) expect((await job(id))?.state).toBe('completed');
  });

  it('is divided among the servers that are alive', async () => {
    const { time, start, add, running } = house({
      queues: { ai_processing: { userConcurrency: 4 } },
    });
    await start('a', { concurrency: { ai_processing: 10 } });
    await start('b', { concurrency: { ai_processing: 10 } });
    await pass(time, 3_000);
    await add(
      Array.from({ length: 40 }, (_, at) => `job-${at}`),
      { userId: 'ann' },
    );
    let most = 0;
    while (time.now < 60_000) {
      await pass(time, 500);
      most = Math.max(most, running.size);
    }
    expect(most).toBe(4);
  });

  it('is in the shards of its slots: a server with room leaves another’s to it, and has room for its own', async () => {
    const limit = 2;
    const names = ['a', 'b'];
    const { time, start, add, end, running } = house({
      queues: { ai_processing: { userConcurrency: limit } },
    });
    const owner = (shard: number) => names.find((id) => shardsWonBy(id, names).includes(shard));
    const slots = (userId: string) => slotShards({ queue: 'ai_processing', userId }, limit);
    const ann = Array.from({ length: 100 }, (_, n) => `user-${n}`).find(
      (userId) => new Set(slots(userId).map(owner)).size === limit,
    );
    if (ann === undefined) throw new Error('one server has all slots of everybody');
    const shard = (name: string) => slots(ann).find((one) => owner(one) === name) ?? 0;
    for (const id of names) await start(id, { concurrency: { ai_processing: 1 } });
    await pass(time, 3_000);
    await add(['busy'], { userId: 'ben', shard: shardsWonBy('a', names)[0] ?? 0 });
    await add(['first'], { userId: ann, shard: shard('a') });
    await pass(time, 20_000);
    expect([...running.keys()]).toEqual(['busy']);
    await add(['second'], { userId: ann, shard: shard('b') });
    await pass(time, 2_000);
    expect([...running.keys()]).toEqual(['busy', 'second']);
    await end('busy');
    await pass(time, 2_000);
    expect([...running.keys()]).toEqual(['second', 'first']);
  });

  it('is with those who have slots for the queue', async () => {
    const { time, start, add, end, job, running } = house({
      queues: { ai_processing: { userConcurrency: 1 } },
    });
    await start('files-only', { concurrency: { ai_processing: 0, file_processing: 2 } });
    await start('ai-only', { concurrency: { ai_processing: 2, file_processing: 0 } });
    await pass(time, 3_000);
    const users = Array.from({ length: 16 }, (_, n) => `user-${n}`);
    for (const userId of users) {
      const user = { queue: 'ai_processing', userId };
      await add([`of-${userId}`], { userId, shard: slotShards(user, 1)[0] ?? 0 });
      await pass(time, 500);
      expect([...running.keys()]).toEqual([`of-${userId}`]);
      await end(`of-${userId}`);
      expect((await job(`of-${userId}`))?.state).toBe('completed');
    }
  });

  it('of one is on one of several servers, and every job comes to that one', async () => {
    const { time, start, add, end, job, running } = house({
      queues: { ai_processing: { userConcurrency: 1 } },
    });
    for (const id of ['a', 'b', 'c']) await start(id, { concurrency: { ai_processing: 4 } });
    await pass(time, 6_000);
    // Submitted while there was no limit: in any shard.
    const ids = Array.from({ length: 6 }, (_, at) => `job-${at}`);
    await add(ids, { userId: 'ann' });
    for (const _ of ids) {
      for (let tries = 0; tries < 100 && running.size === 0; tries++) await pass(time, 10_000);
      await pass(time, 10_000);
      expect(running.size).toBe(1);
      await end([...running.keys()][0] ?? '');
    }
    for (const id of ids) expect((await job(id))?.state).toBe('completed');
  });
});
