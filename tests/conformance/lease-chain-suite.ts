import { describe, expect, it } from 'vitest';

import type { Job } from '@/lib/jobs/job';
import { LeaseChain, LeaseLost } from '@/lib/queue/attempt/lease-chain';
import type { Clock } from '@/lib/queue/ports/environment';
import { type JobStore, StoreUnavailable } from '@/lib/queue/ports/job-store';
import { claim } from '@/lib/queue/transitions/claim';
import { complete, release } from '@/lib/queue/transitions/settle';

import { ownedEngine } from '../unit/queue/owned-engine';
import { put, sampleJob } from './sample-job';

/** The fence of an attempt over a real store: what an answer that was lost, or another attempt, does to its writes. */
export function leaseChainSuite(name: string, open: () => Promise<JobStore>): void {
  describe(`${name}: the writes of an attempt`, () => {
    async function attempt() {
      const store = await open();
      const { job, version } = await put(store, sampleJob('job-one'));
      const patch = claim(job, { serverId: 's', token: 'one', now: 1, leaseMs: 1_000 });
      const claimed = await store.write({ id: job.id, version, patch });
      if (!claimed.ok) throw new Error(claimed.reason);
      /** For each answer that gets lost: what happens before the next try. */
      const lost: (() => Promise<void>)[] = [];
      const engine = {
        ...ownedEngine({ jobs: answersLost(store, lost) }),
        clock: impatientClock(),
      };
      const stored = { job: { ...job, ...patch }, version: claimed.version };
      const lease = new LeaseChain(engine, stored, 'one', new AbortController().signal);
      const now = async (): Promise<Job> => {
        const found = await store.get(job.id);
        if (found === null) throw new Error('the job is gone');
        return found.job;
      };
      const elsewhere = async (change: (job: Job) => Partial<Job>): Promise<void> => {
        const found = await store.get(job.id);
        if (found === null) throw new Error('the job is gone');
        const write = { id: job.id, version: found.version, patch: change(found.job) };
        expect(await store.write(write)).toMatchObject({ ok: true });
      };
      return { lease, lost, now, elsewhere };
    }

    it('go on after a try that was applied but not answered', async () => {
      const { lease, lost, now } = await attempt();
      lost.push(nothing);
      await lease.write(() => ({ patch: { checkpoints: 1 } }));
      await lease.write(() => ({ patch: { checkpoints: 2 } }));
      expect(lost).toEqual([]);
      expect((await now()).checkpoints).toBe(2);
    });

    it('know their own end again, when its answer was lost', async () => {
      const { lease, lost, now } = await attempt();
      lost.push(nothing);
      await lease.write(finish);
      expect(lease.job.state).toBe('completed');
      expect((await now()).attempts).toMatchObject([{ outcome: 'completed' }]);
    });

    it('know their own release again, even after the next server claimed the job', async () => {
      const { lease, lost, now, elsewhere } = await attempt();
      const next = (job: Job) =>
        claim(job, { serverId: 't', token: 'two', now: 10, leaseMs: 1_000 });
      lost.push(() => elsewhere(next));
      await lease.write((job) => ({ patch: release(job, 9) }));
      expect((await now()).lease?.token).toBe('two');
    });

    it('are refused once another attempt holds the job: a worker that stood still writes nothing', async () => {
      const { lease, now, elsewhere } = await attempt();
      await elsewhere((job) => release(job, 2));
      await elsewhere((job) => claim(job, { serverId: 't', token: 'two', now: 3, leaseMs: 1_000 }));
      const before = await now();
      await expect(lease.write(() => ({ patch: { checkpoints: 9 } }))).rejects.toThrow(LeaseLost);
      await expect(lease.write(finish)).rejects.toThrow(LeaseLost);
      expect(await now()).toEqual(before);
    });
  });
}

const nothing = (): Promise<void> => Promise.resolve();

const finish = (job: Job) => ({
  patch: complete(job, { now: 9, retentionMs: 9, output: '1', outputParts: 0, usage: null }),
});

/** The store, but for the answers of its next writes: they are applied, and nobody hears of it. */
function answersLost(store: JobStore, lost: (() => Promise<void>)[]): JobStore {
  return {
    ...store,
    write: async (write) => {
      const outcome = await store.write(write);
      const meanwhile = lost.shift();
      if (meanwhile === undefined) return outcome;
      await meanwhile();
      throw new StoreUnavailable('not answered');
    },
  };
}

/** On which every wait is over at once. */
function impatientClock(): Clock {
  return {
    now: () => 1_000,
    monotonic: () => 1_000,
    timer: (_, call) => {
      const timer = setImmediate(call);
      return () => clearImmediate(timer);
    },
  };
}
