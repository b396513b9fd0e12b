import { describe, expect, it } from 'vitest';

import type { ClusterStore } from '@/lib/queue/ports/cluster-store';
import type { Work } from '@/lib/queue/work';
import { Worker, type WorkerOptions } from '@/lib/queue/worker/worker';
import { createMemoryStores } from '@/lib/stores/memory';

import { put, sampleJob } from '../../conformance/sample-job';
import { VirtualTime } from '../../simulation/virtual-time';
import { echoKind, inTime, ownedEngine, pass, settle } from './owned-engine';

function house(cluster?: (cluster: ClusterStore) => ClusterStore) {
  const time = new VirtualTime();
  const memory = createMemoryStores(Date);
  const stores = { ...memory, cluster: cluster?.(memory.cluster) ?? memory.cluster };
  const worker = (name: string, run: Work['run'], options: Partial<WorkerOptions> = {}) => {
    const engine = ownedEngine({ ...stores, time, name });
    return new Worker(engine, [{ kind: echoKind, run }], {
      serverId: name,
      concurrency: { ai_processing: 2 },
      heartbeatMs: 1_000,
      serverTimeoutMs: 3_000,
      dueMs: 500,
      sweepMs: 5_000,
      drainMs: 20_000,
      version: 'test',
      ...options,
    });
  };
  const add = (id: string) =>
    put(memory.jobs, sampleJob(id, { kind: 'echo', input: '{"text":"x"}' }));
  const job = async (id: string) => (await memory.jobs.get(id))?.job;
  const leader = async () => (await memory.cluster.readLock('leader'))?.lock;
  return { time, memory, worker, add, job, leader };
}

const done: Work['run'] = () => Promise.resolve({ text: 'done' });
const hang: Work['run'] = (_, { signal }) =>
  new Promise((__, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });

describe('a worker that may not lead', () => {
  it('runs jobs and leaves the lead to others', async () => {
    const { time, worker, add, job, leader } = house();
    await add('job-one');
    await inTime(time, worker('a', done, { leads: false }).start());
    await pass(time, 5_000);
    expect((await job('job-one'))?.state).toBe('completed');
    expect(await leader()).toBeUndefined();
    await inTime(time, worker('b', done).start());
    expect((await leader())?.holder).toBe('b');
  });
});

describe('a worker', () => {
  it('takes no job before others can see it: nobody would miss it if it died', async () => {
    let known = (): void => undefined;
    const answered = new Promise<void>((resolve) => (known = resolve));
    const { time, worker, add, job } = house((cluster) => ({
      ...cluster,
      heartbeat: async (server) => {
        await answered;
        await cluster.heartbeat(server);
      },
    }));
    await add('job-one');
    const starting = worker('a', done).start();
    await settle();
    expect((await job('job-one'))?.state).toBe('pending');
    known();
    await inTime(time, starting);
    await settle();
    expect((await job('job-one'))?.state).toBe('completed');
  });

  it('starts although the store is away, and works when it is back', async () => {
    let away = true;
    const { time, worker, add, job } = house((cluster) => ({
      ...cluster,
      heartbeat: (server) => (away ? Promise.reject(new Error('away')) : cluster.heartbeat(server)),
    }));
    const one = worker('a', done);
    await inTime(time, one.start());
    away = false;
    await add('job-one');
    await pass(time, 1_000);
    expect((await job('job-one'))?.state).toBe('completed');
  });

  it('says that it is alive although nobody answers what it reads', async () => {
    let silent = false;
    const { time, memory, worker } = house((cluster) => ({
      ...cluster,
      readLock: (name) => (silent ? new Promise(() => undefined) : cluster.readLock(name)),
      servers: () => (silent ? new Promise(() => undefined) : cluster.servers()),
    }));
    await inTime(time, worker('a', done).start());
    await pass(time, 3_000);
    silent = true;
    await pass(time, 3_000);
    const counter = async () => (await memory.cluster.servers())[0]?.counter ?? 0;
    const before = await counter();
    await pass(time, 5_000);
    expect(await counter()).toBeGreaterThanOrEqual(before + 4);
  });

  it('that leads and drains lets another lead at once', async () => {
    const { time, worker, add, leader, memory } = house();
    const first = worker('a', hang);
    await first.start();
    await add('job-one');
    await pass(time, 100);
    expect((await leader())?.holder).toBe('a');
    const stopping = first.stop();
    await settle();
    await worker('b', done).start();
    expect((await leader())?.holder).toBe('b');
    await pass(time, 1_000);
    expect(await memory.cluster.members()).toMatchObject({ serverIds: ['b'] });
    await inTime(time, stopping);
    expect((await leader())?.holder).toBe('b');
  });

  it('lets its jobs end within the drain’s time', async () => {
    const { time, worker, add, job } = house();
    let end = (): void => undefined;
    const first = worker('a', async () => {
      await new Promise<void>((resolve) => (end = resolve));
      return { text: 'in time' };
    });
    await first.start();
    await add('job-one');
    await settle();
    const stopping = first.stop();
    await pass(time, 10_000);
    await add('job-two');
    end();
    await inTime(time, stopping);
    expect(await job('job-one')).toMatchObject({ state: 'completed', attempt: 1 });
    expect(await job('job-two')).toMatchObject({ state: 'pending', attempt: 0 });
  });

  it('hands back after the drain what still runs, and leaves nothing of itself', async () => {
    const { time, worker, add, job, memory, leader } = house();
    const first = worker('a', hang);
    await first.start();
    await add('job-one');
    await settle();
    await inTime(time, first.stop());
    expect(await job('job-one')).toMatchObject({ state: 'pending', failures: 0, lease: null });
    expect(await memory.cluster.servers()).toEqual([]);
    expect(await leader()).toMatchObject({ released: true });
  });

  it('says how it is: what runs, how long it takes, whether it leaves', async () => {
    const { time, worker, add, memory } = house();
    const first = worker('a', async (_, { signal, job }) => {
      if (job.id === 'job-two') return hang(undefined, { signal } as never);
      await time.wait(400);
      return { text: 'done' };
    });
    await first.start();
    await add('job-one');
    await pass(time, 500);
    await put(memory.jobs, sampleJob('job-two', { kind: 'echo', input: '{"text":"x"}' }));
    await pass(time, 1_000);
    expect(await memory.cluster.servers()).toMatchObject([
      { id: 'a', running: 1, draining: false, meanRunMs: { echo: 400 } },
    ]);
    const stopping = first.stop();
    await settle();
    expect(await memory.cluster.servers()).toMatchObject([{ id: 'a', draining: true }]);
    await inTime(time, stopping);
  });
});
