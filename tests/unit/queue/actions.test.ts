import { describe, expect, it } from 'vitest';

import type { Job } from '@/lib/jobs/job';
import { createQueue } from '@/lib/queue/create-queue';
import type { ServerRecord } from '@/lib/queue/ports/cluster-store';
import type { JobStore } from '@/lib/queue/ports/job-store';
import { createMemoryJobStore } from '@/lib/stores/memory/job-store';

import { put, sampleJob } from '../../conformance/sample-job';
import { sampleServer } from '../../conformance/sample-server';
import { changeableSettings } from './changeable-settings';
import { ownedEngine, pass } from './owned-engine';

function bench(jobs: JobStore = createMemoryJobStore()) {
  const settings = changeableSettings();
  const engine = ownedEngine({ jobs, settings });
  const queue = createQueue(engine, { serverTimeoutMs: 10_000 });
  const has = (id: string, fields: Partial<Job>) =>
    put(engine.jobs, sampleJob(id, { kind: 'echo', ...fields }));
  return { engine, queue, has, settings };
}

const lease = { serverId: 's', token: 't', until: 9 };

describe('cancel', () => {
  it.each(['pending', 'scheduled'] as const)('of a %s job ends it at once', async (state) => {
    const { queue, has } = bench();
    await has('job-one', { state });
    expect(await queue.cancel('job-one')).toMatchObject({ state: 'cancelled' });
    expect(await queue.get('job-one')).toMatchObject({ state: 'cancelled' });
  });

  it('of a running job asks once', async () => {
    const { engine, queue, has } = bench();
    await has('job-one', { state: 'processing', lease });
    const first = await queue.cancel('job-one');
    expect(first).toMatchObject({ state: 'processing', cancelRequestedAt: engine.clock.now() });
    await pass(engine.time, 100);
    expect(await queue.cancel('job-one')).toEqual(first);
  });

  it.each(['completed', 'failed', 'cancelled'] as const)(
    'of a %s job changes nothing',
    async (state) => {
      const { queue, has } = bench();
      const { job } = await has('job-one', { state });
      expect(await queue.cancel('job-one')).toEqual(job);
    },
  );

  it('of a job that is claimed at that moment reaches the one who claimed it', async () => {
    const store = createMemoryJobStore();
    let overtake: (() => Promise<unknown>) | null = null;
    const { queue, has } = bench({
      ...store,
      write: async (write) => {
        await overtake?.();
        overtake = null;
        return store.write(write);
      },
    });
    const { version } = await has('job-one', {});
    overtake = () => store.write({ id: 'job-one', version, patch: { state: 'processing', lease } });
    const answered = await queue.cancel('job-one');
    expect(answered).toMatchObject({ state: 'processing', lease });
    expect(answered.cancelRequestedAt).not.toBeNull();
  });

  it('gives up on a job that changes again and again, and says so', async () => {
    const store = createMemoryJobStore();
    const { queue, has } = bench({
      ...store,
      write: () => Promise.resolve({ ok: false, reason: 'conflict' }),
    });
    await has('job-one', {});
    await expect(queue.cancel('job-one')).rejects.toMatchObject({ code: 'illegal_transition' });
  });
});

describe('replay', () => {
  it('puts a dead letter at the end of the queue', async () => {
    const { engine, queue, has } = bench();
    await has('job-one', { state: 'failed', failures: 3, finishedAt: 4 });
    const again = await queue.replay('job-one');
    expect(again).toMatchObject({ state: 'pending', failures: 0, finishedAt: null });
    expect(again.rank).toBe(engine.clock.now());
  });

  it.each(['pending', 'scheduled', 'processing', 'completed'] as const)(
    'of a %s job is refused',
    async (state) => {
      const { queue, has } = bench();
      await has('job-one', { state, runAt: state === 'scheduled' ? 5 : null });
      await expect(queue.replay('job-one')).rejects.toMatchObject({ code: 'illegal_transition' });
      expect((await queue.get('job-one'))?.state).toBe(state);
    },
  );
});

describe('remove', () => {
  it('is for ended jobs', async () => {
    const { queue, has } = bench();
    await has('job-one', { state: 'completed' });
    await has('job-two', { userId: 'ben' });
    await queue.remove('job-one');
    expect(await queue.get('job-one')).toBeNull();
    await expect(queue.remove('job-two')).rejects.toMatchObject({ code: 'illegal_transition' });
  });
});

describe('amend', () => {
  const completed = { state: 'completed' as const, output: '{"text":"heard"}' };

  it('replaces a result, and counts', async () => {
    const { queue, has } = bench();
    await has('job-one', completed);
    const amended = await queue.amend('job-one', { revision: 0, output: { text: 'mended' } });
    expect(amended.revision).toBe(1);
    expect(await queue.output(amended)).toEqual({ text: 'mended' });
  });

  it('does not overwrite what was amended elsewhere', async () => {
    const { queue, has } = bench();
    await has('job-one', completed);
    const output = { text: 'mine' };
    const both = await Promise.allSettled([
      queue.amend('job-one', { revision: 0, output }),
      queue.amend('job-one', { revision: 0, output: { text: 'other' } }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'revision_conflict' },
    });
  });

  it('takes only what the kind may answer, of a job that has answered', async () => {
    const { queue, has } = bench();
    await has('job-one', completed);
    await has('job-two', { userId: 'ben' });
    const wrong = queue.amend('job-one', { revision: 0, output: { text: 1 } });
    await expect(wrong).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path: ['text'] }],
    });
    const early = queue.amend('job-two', { revision: 0, output: { text: 'x' } });
    await expect(early).rejects.toMatchObject({ code: 'illegal_transition' });
  });
});

it('says of a job that is not there that it is not', async () => {
  const { queue } = bench();
  const missing = expect.objectContaining({ code: 'not_found' }) as Error;
  await expect(queue.cancel('job-none')).rejects.toEqual(missing);
  await expect(queue.replay('job-none')).rejects.toEqual(missing);
  await expect(queue.remove('job-none')).rejects.toEqual(missing);
  await expect(queue.amend('job-none', { revision: 0, output: 1 })).rejects.toEqual(missing);
  expect(await queue.get('job-none')).toBeNull();
});

describe('the list', () => {
  it('goes from page to page without a gap or a repetition', async () => {
    const { queue, has } = bench();
    for (let i = 0; i < 7; i++) await has(`job-${i}`, { createdAt: 100 + Math.floor(i / 3) });
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await queue.list({ userId: 'ann', limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...page.jobs.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(['job-6', 'job-5', 'job-4', 'job-3', 'job-2', 'job-1', 'job-0']);
  });
});

describe('the position of a job', () => {
  const server = (id: string, changed: Partial<ServerRecord> = {}): ServerRecord =>
    sampleServer(id, {
      heartbeatAt: 1_800_000_000_000,
      concurrency: { ai_processing: 2 },
      meanRunMs: { echo: 3_000 },
      ...changed,
    });

  it('counts who is before it, and estimates from what live servers measured', async () => {
    const { engine, queue, has } = bench();
    await engine.cluster.heartbeat(server('a'));
    await engine.cluster.heartbeat(server('b', { meanRunMs: { echo: 1_000 } }));
    await engine.cluster.heartbeat(server('draining', { draining: true }));
    await engine.cluster.heartbeat(server('other', { concurrency: { media_processing: 9 } }));
    for (let i = 1; i <= 4; i++) await has(`job-${i}`, { rank: i });
    const job = await queue.get('job-4');
    if (job === null) throw new Error('gone');
    const place = { position: 4, servers: 2, paused: false };
    // Four free slots: all four start at once.
    expect(await queue.position(job)).toEqual({ ...place, estimatedWaitMs: 0 });
    await engine.cluster.heartbeat(
      server('a', { counter: 2, runningByQueue: { ai_processing: 2 } }),
    );
    await pass(engine.time, 6_000);
    // Two free slots: the second of those that run must end, and four of them take two seconds each.
    expect(await queue.position(job)).toEqual({ ...place, estimatedWaitMs: 1_000 });
  });

  it('gives no estimate while the queue is paused, and says that it is', async () => {
    const { engine, queue, has, settings } = bench();
    await engine.cluster.heartbeat(server('a'));
    const { job } = await has('job-one', {});
    expect(await queue.position(job)).toMatchObject({ paused: false, estimatedWaitMs: 0 });
    settings.change({ queues: { ai_processing: { paused: true } } });
    expect(await queue.position(job)).toMatchObject({ paused: true, estimatedWaitMs: null });
    settings.change({});
    expect(await queue.position(job)).toMatchObject({ paused: false, estimatedWaitMs: 0 });
  });

  it('makes up no estimate', async () => {
    const { engine, queue, has } = bench();
    const { job } = await has('job-one', {});
    expect(await queue.position(job)).toEqual({
      position: 1,
      servers: 0,
      paused: false,
      estimatedWaitMs: null,
    });
    expect(await queue.position({ ...job, state: 'processing' })).toBeNull();
    await engine.cluster.heartbeat(server('a', { meanRunMs: {} }));
    await pass(engine.time, 5_000);
    expect(await queue.position(job)).toEqual({
      position: 1,
      servers: 1,
      paused: false,
      estimatedWaitMs: null,
    });
  });

  it('does not count on a server whose heartbeat stands still', async () => {
    const { engine, queue, has } = bench();
    const { job } = await has('job-one', {});
    const servers = async () => (await queue.position(job))?.servers;
    await engine.cluster.heartbeat(server('a'));
    await engine.cluster.heartbeat(server('long-dead', { heartbeatAt: 0 }));
    expect(await servers()).toBe(1);
    await pass(engine.time, 9_000);
    expect(await servers()).toBe(1);
    await pass(engine.time, 6_000);
    expect(await servers()).toBe(0);
    await engine.cluster.heartbeat(server('a', { counter: 2, heartbeatAt: engine.clock.now() }));
    await pass(engine.time, 6_000);
    expect(await servers()).toBe(1);
  });

  it('counts on a server whose counter moves, however wrong its clock is', async () => {
    const { engine, queue, has } = bench();
    const { job } = await has('job-one', {});
    for (let counter = 1; counter <= 3; counter++) {
      await engine.cluster.heartbeat(server('a', { counter, heartbeatAt: 0 }));
      const known = (await queue.position(job))?.servers;
      expect(known).toBe(counter === 1 ? 0 : 1);
      await pass(engine.time, 5_000);
    }
  });
});
