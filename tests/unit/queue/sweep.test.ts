import { describe, expect, it } from 'vitest';

import type { Job } from '@/lib/jobs/job';
import { LeaderDuties } from '@/lib/queue/cluster/leader-duties';
import type { ServerRecord } from '@/lib/queue/ports/cluster-store';
import type { JobStore } from '@/lib/queue/ports/job-store';
import { ALL_SHARDS } from '@/lib/queue/shard';
import { deleteRetired, promoteDue, takeBackExpired, takeBackFrom } from '@/lib/queue/sweep/sweep';
import { createMemoryJobStore } from '@/lib/stores/memory/job-store';

import { put, sampleJob } from '../../conformance/sample-job';
import { sampleServer } from '../../conformance/sample-server';
import { inTime, ownedEngine, pass } from './owned-engine';

function bench(jobs: JobStore = createMemoryJobStore()) {
  const engine = ownedEngine({ jobs });
  const has = (id: string, fields: Partial<Job>) =>
    put(engine.jobs, sampleJob(id, { kind: 'echo', ...fields }));
  const states = async () =>
    Object.fromEntries(
      (await engine.jobs.list({ limit: 1_000 })).map(({ job }) => [job.id, job.state]),
    );
  return { engine, has, states };
}

/** A store in which somebody writes a server's jobs right after each look at them; null: nobody does. */
function changedAtLooks(patchAt: (look: number) => Partial<Job> | null): JobStore {
  const store = createMemoryJobStore();
  let looks = 0;
  return {
    ...store,
    heldBy: async (...args) => {
      const held = await store.heldBy(...args);
      const patch = patchAt(++looks);
      if (patch === null) return held;
      for (const { job, version } of held) {
        await store.write({ id: job.id, version, patch });
      }
      return held;
    },
  };
}

const leased = (serverId: string, until = 9e15): Partial<Job> => ({
  state: 'processing',
  attempt: 1,
  lease: { serverId, token: 't', until },
});

describe('the sweep', () => {
  it('promotes every job whose time has come, page after page, and no other', async () => {
    const { engine, has, states } = bench();
    const now = engine.clock.now();
    for (let i = 0; i < 250; i++) await has(`due-${i}`, { state: 'scheduled', runAt: now - i });
    await has('later', { state: 'scheduled', runAt: now + 1 });
    expect(await promoteDue(engine, ALL_SHARDS)).toBe(250);
    const after = await states();
    expect(after['later']).toBe('scheduled');
    expect(Object.values(after).filter((state) => state === 'pending')).toHaveLength(250);
    expect(await promoteDue(engine, ALL_SHARDS)).toBe(0);
  });

  it('takes back an expired lease only after the margin that clocks may differ by', async () => {
    const { engine, has, states } = bench();
    const now = engine.clock.now();
    await has('old', leased('s', now - 5_001));
    await has('fresh', leased('s', now - 4_999));
    expect(await takeBackExpired(engine, ALL_SHARDS)).toBe(1);
    expect(await states()).toEqual({ old: 'pending', fresh: 'processing' });
  });

  it('takes back all jobs of one server, and nobody else’s', async () => {
    const { engine, has, states } = bench();
    await has('one', leased('dead'));
    await has('two', { ...leased('dead'), failures: 2 });
    await has('three', { ...leased('dead'), cancelRequestedAt: 5 });
    await has('other', leased('alive'));
    expect(await takeBackFrom(engine, 'dead')).toEqual({ jobs: 3, all: true });
    expect(await states()).toEqual({
      one: 'pending',
      two: 'failed',
      three: 'cancelled',
      other: 'processing',
    });
  });

  it('leaves alone what its owner ended in the meantime', async () => {
    const { engine, has, states } = bench(
      changedAtLooks(() => ({ state: 'completed', lease: null })),
    );
    await has('one', leased('dead'));
    expect(await takeBackFrom(engine, 'dead')).toEqual({ jobs: 0, all: true });
    expect(await states()).toEqual({ one: 'completed' });
  });

  it('takes back a job that somebody cancels at that moment', async () => {
    const store = changedAtLooks((look) => (look === 1 ? { cancelRequestedAt: 5 } : null));
    const { engine, has, states } = bench(store);
    await has('one', leased('dead'));
    expect(await takeBackFrom(engine, 'dead')).toEqual({ jobs: 1, all: true });
    expect(await states()).toEqual({ one: 'cancelled' });
  });

  it('gives up for now on a job that changes at each look, and says that it is left', async () => {
    let looks = 0;
    const { engine, has } = bench(changedAtLooks((look) => ({ updatedAt: (looks = look) })));
    await has('one', leased('dead'));
    expect(await takeBackFrom(engine, 'dead')).toEqual({ jobs: 0, all: false });
    expect(looks).toBe(3);
  });

  it('deletes ended jobs past their retention', async () => {
    const { engine, has, states } = bench();
    const now = engine.clock.now();
    await has('old', { state: 'completed', expireAt: now - 1 });
    await has('kept', { state: 'completed', expireAt: now + 1 });
    await has('live', { state: 'pending', expireAt: now - 1 });
    expect(await deleteRetired(engine)).toBe(1);
    expect(Object.keys(await states()).sort()).toEqual(['kept', 'live']);
  });
});

describe('the leader', () => {
  const TIMEOUT_MS = 3_000;
  const record = (id: string, counter: number, changed: Partial<ServerRecord> = {}): ServerRecord =>
    sampleServer(id, { counter, concurrency: {}, ...changed });

  it('names who is alive and takes jobs, and writes only when that changes', async () => {
    const { engine } = bench();
    let writes = 0;
    const counting = {
      ...engine,
      cluster: {
        ...engine.cluster,
        writeMembers: (members: Parameters<typeof engine.cluster.writeMembers>[0]) => {
          writes += 1;
          return engine.cluster.writeMembers(members);
        },
      },
    };
    const duties = new LeaderDuties(counting, TIMEOUT_MS);
    for (let beat = 1; beat <= 5; beat++) {
      await engine.cluster.heartbeat(record('b', beat));
      await engine.cluster.heartbeat(record('a', beat));
      await engine.cluster.heartbeat(record('leaving', beat, { draining: true }));
      await duties.heartbeat(1);
      await pass(engine.time, 1_000);
    }
    expect(await engine.cluster.members()).toEqual({
      serverIds: ['a', 'b'],
      serversByQueue: {},
      fence: 1,
    });
    expect(writes).toBe(1);
    await engine.cluster.removeServer('b');
    await duties.heartbeat(1);
    expect(await engine.cluster.members()).toEqual({
      serverIds: ['a'],
      serversByQueue: {},
      fence: 1,
    });
    expect(writes).toBe(2);
  });

  it('names who has slots for a queue, where not every member has', async () => {
    const { engine } = bench();
    const duties = new LeaderDuties(engine, TIMEOUT_MS);
    await engine.cluster.heartbeat(record('a', 1, { concurrency: { ai: 4, media: 0, files: 1 } }));
    await engine.cluster.heartbeat(record('b', 1, { concurrency: { ai: 0, media: 2, files: 1 } }));
    await duties.heartbeat(1);
    expect(await engine.cluster.members()).toEqual({
      serverIds: ['a', 'b'],
      serversByQueue: { ai: ['a'], media: ['b'] },
      fence: 1,
    });
  });

  it('gives back the jobs of a server that went silent, and not before its timeout', async () => {
    const { engine, has, states } = bench();
    const duties = new LeaderDuties(engine, TIMEOUT_MS);
    await has('one', leased('silent'));
    await has('two', leased('beating'));
    await engine.cluster.heartbeat(record('silent', 1));
    for (let beat = 1; beat <= 4; beat++) {
      expect((await states())['one']).toBe('processing');
      await engine.cluster.heartbeat(record('beating', beat));
      await duties.heartbeat(1);
      await pass(engine.time, 1_000);
    }
    expect(await states()).toEqual({ one: 'pending', two: 'processing' });
    expect((await engine.cluster.servers()).map(({ id }) => id)).toEqual(['beating']);
  });

  it('that stood still itself while it looked declares nobody dead', async () => {
    const { engine, has, states } = bench();
    let slow = false;
    const slowly = {
      ...engine,
      cluster: {
        ...engine.cluster,
        servers: async () => {
          const servers = await engine.cluster.servers();
          if (slow) await engine.time.wait(60_000);
          return servers;
        },
      },
    };
    const duties = new LeaderDuties(slowly, TIMEOUT_MS);
    await has('one', leased('s'));
    await engine.cluster.heartbeat(record('s', 1));
    await duties.heartbeat(1);
    slow = true;
    await inTime(engine.time, duties.heartbeat(1));
    expect(await states()).toEqual({ one: 'processing' });
  });
});
