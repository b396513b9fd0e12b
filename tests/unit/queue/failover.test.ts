import { describe, expect, it } from 'vitest';

import type { ClusterStore } from '@/lib/queue/ports/cluster-store';
import type { JobStore } from '@/lib/queue/ports/job-store';
import type { Work } from '@/lib/queue/work';
import { Worker } from '@/lib/queue/worker/worker';
import { createMemoryStores } from '@/lib/stores/memory';

import { put, sampleJob } from '../../conformance/sample-job';
import { CALM, throughNetwork } from '../../simulation/faults';
import { VirtualTime } from '../../simulation/virtual-time';
import { echoKind, inTime, ownedEngine, pass } from './owned-engine';

const HEARTBEAT_MS = 1_000;
const TIMEOUT_MS = 3_000;

/** Four servers, of which `a` leads and `b` is its deputy; every job runs until its server dies. */
async function house() {
  const time = new VirtualTime();
  const memory = createMemoryStores({ now: () => time.now });
  const engines = new Map<string, ReturnType<typeof ownedEngine>>();
  const runsOn = new Map<string, string>();
  for (const name of ['a', 'b', 'c', 'd']) {
    const owned = ownedEngine({ ...memory, time, name });
    // Of a process that was killed, nothing comes through any more.
    const through = <S extends JobStore | ClusterStore>(store: S): S =>
      throughNetwork(store, owned.process, () => CALM);
    const engine = { ...owned, jobs: through(owned.jobs), cluster: through(owned.cluster) };
    const run: Work['run'] = (_, { job }) => {
      runsOn.set(job.id, name);
      return new Promise(() => undefined);
    };
    const worker = new Worker(engine, [{ kind: echoKind, run }], {
      serverId: name,
      concurrency: { ai_processing: 20 },
      heartbeatMs: HEARTBEAT_MS,
      serverTimeoutMs: TIMEOUT_MS,
      dueMs: 500,
      sweepMs: 60_000,
      drainMs: 0,
      version: 'test',
    });
    engines.set(name, engine);
    await inTime(time, worker.start());
  }
  await pass(time, 3 * HEARTBEAT_MS);
  for (let n = 0; n < 40; n++) {
    await put(memory.jobs, sampleJob(`job-${n}`, { kind: 'echo', input: '{"text":"x"}' }));
  }
  await pass(time, HEARTBEAT_MS);
  return {
    leader: async () => (await memory.cluster.readLock('leader'))?.lock.holder,
    on: (server: string) => [...runsOn].filter(([, name]) => name === server).map(([id]) => id),
    kill: (server: string) => engines.get(server)?.process.kill(),
    /** How long until each of these jobs runs on a server that lives. */
    untilRunElsewhere: async (ids: readonly string[], dead: readonly string[]) => {
      const from = time.now;
      const waits = (): boolean => ids.some((id) => dead.includes(runsOn.get(id) ?? ''));
      while (waits() && time.now - from < 60_000) await pass(time, 100);
      return time.now - from;
    },
  };
}

describe('the jobs of a server that dies', () => {
  it('run elsewhere within the time-out and two heartbeats', async () => {
    const { leader, on, kill, untilRunElsewhere } = await house();
    expect(await leader()).toBe('a');
    const jobs = on('c');
    expect(jobs.length).toBeGreaterThan(0);
    kill('c');
    const took = await untilRunElsewhere(jobs, ['c']);
    expect(took).toBeLessThanOrEqual(TIMEOUT_MS + 2 * HEARTBEAT_MS);
  });

  it('do so although it led: its deputy has watched the servers, too', async () => {
    const { leader, on, kill, untilRunElsewhere } = await house();
    const jobs = on('a');
    expect(jobs.length).toBeGreaterThan(0);
    kill('a');
    const took = await untilRunElsewhere(jobs, ['a']);
    expect(took).toBeLessThanOrEqual(TIMEOUT_MS + 2 * HEARTBEAT_MS);
    expect(await leader()).toBe('b');
  });

  it('are not lost when leader and deputy die at once', async () => {
    const { leader, on, kill, untilRunElsewhere } = await house();
    const jobs = [...on('a'), ...on('b')];
    kill('a');
    kill('b');
    const took = await untilRunElsewhere(jobs, ['a', 'b']);
    expect(took).toBeLessThanOrEqual(3 * TIMEOUT_MS + 3 * HEARTBEAT_MS);
    expect(['c', 'd']).toContain(await leader());
  });
});
