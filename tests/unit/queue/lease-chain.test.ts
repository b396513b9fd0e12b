import { describe, expect, it } from 'vitest';

import type { Job } from '@/lib/jobs/job';
import { LeaseChain, LeaseLost } from '@/lib/queue/attempt/lease-chain';
import { StoreUnavailable, type JobStore, type StoredJob } from '@/lib/queue/ports/job-store';
import { claim } from '@/lib/queue/transitions/claim';
import { complete } from '@/lib/queue/transitions/settle';
import { createMemoryJobStore } from '@/lib/stores/memory/job-store';

import { put, sampleJob } from '../../conformance/sample-job';
import { inTime, ownedEngine, settle } from './owned-engine';

const TOKEN = 'token-one';

async function claimedIn(store: JobStore): Promise<StoredJob> {
  const { job, version } = await put(store, sampleJob('job-one'));
  const patch = claim(job, { serverId: 's', token: TOKEN, now: 1, leaseMs: 1_000 });
  const outcome = await store.write({ id: job.id, version, patch });
  if (!outcome.ok) throw new Error(outcome.reason);
  return { job: { ...job, ...patch }, version: outcome.version };
}

/** A store whose writes can fail, before or after they were applied. */
function fragile() {
  const store = createMemoryJobStore();
  const faults: ('not sent' | 'not answered')[] = [];
  let writes = 0;
  const jobs: JobStore = {
    ...store,
    write: async (write) => {
      writes += 1;
      const fault = faults.shift();
      if (fault === 'not sent') throw new StoreUnavailable(fault);
      const outcome = await store.write(write);
      if (fault === 'not answered') throw new StoreUnavailable(fault);
      return outcome;
    },
  };
  return { store, jobs, faults, writes: () => writes };
}

async function chain() {
  const { store, jobs, faults, writes } = fragile();
  const claimed = await claimedIn(store);
  const engine = ownedEngine({ jobs });
  const giveUp = new AbortController();
  const lease = new LeaseChain(engine, claimed, TOKEN, giveUp.signal);
  const stored = async (): Promise<Job> => {
    const found = await store.get('job-one');
    if (found === null) throw new Error('the job is gone');
    return found.job;
  };
  const elsewhere = async (patch: (job: Job) => Partial<Job>): Promise<void> => {
    const found = await store.get('job-one');
    if (found === null) throw new Error('the job is gone');
    const outcome = await store.write({
      id: 'job-one',
      version: found.version,
      patch: patch(found.job),
    });
    expect(outcome.ok).toBe(true);
  };
  return { engine, store, faults, writes, lease, giveUp, stored, elsewhere };
}

const finish = (job: Job) => ({
  patch: complete(job, { now: 9, retentionMs: 9, output: '1', outputParts: 0, usage: null }),
});

describe('the writes of an attempt', () => {
  it('are made in turn, each on the one before', async () => {
    const { lease, stored } = await chain();
    await Promise.all(
      [1, 2, 3].map((n) => lease.write((job) => ({ patch: { checkpoints: job.checkpoints + n } }))),
    );
    expect((await stored()).checkpoints).toBe(6);
    expect(lease.job.checkpoints).toBe(6);
  });

  it('are not made when there is nothing to write after all', async () => {
    const { lease, writes, stored } = await chain();
    const before = await stored();
    await lease.write(() => null);
    expect(writes()).toBe(0);
    expect(await stored()).toEqual(before);
  });

  it('see what a person wrote in between, and decide again', async () => {
    const { lease, stored, elsewhere } = await chain();
    await elsewhere(() => ({ cancelRequestedAt: 5 }));
    const seen: (number | null)[] = [];
    await lease.write((job) => {
      seen.push(job.cancelRequestedAt);
      return { patch: { updatedAt: 7 } };
    });
    expect(seen).toEqual([null, 5]);
    expect(await stored()).toMatchObject({ cancelRequestedAt: 5, updatedAt: 7 });
  });

  it('wait for a store that is away', async () => {
    const { engine, lease, faults, stored } = await chain();
    faults.push(...Array<'not sent'>(30).fill('not sent'));
    await inTime(
      engine.time,
      lease.write(() => ({ patch: { checkpoints: 1 } })),
    );
    expect((await stored()).checkpoints).toBe(1);
    expect(engine.time.now).toBeGreaterThan(30_000);
  });

  it('end when the process gives up on a store that is away', async () => {
    const { lease, faults, giveUp } = await chain();
    faults.push(...Array<'not sent'>(30).fill('not sent'));
    const writing = lease.write(() => ({ patch: { checkpoints: 1 } }));
    await settle();
    giveUp.abort();
    await expect(writing).rejects.toThrow('not sent');
  });

  it('are refused once the job was taken back, even if it ended alike at another time', async () => {
    const { lease, elsewhere, stored } = await chain();
    await elsewhere((job) => ({
      ...complete(job, { now: 8, retentionMs: 9, output: '2', outputParts: 0, usage: null }),
    }));
    await expect(lease.write(finish)).rejects.toThrow(LeaseLost);
    expect((await stored()).output).toBe('2');
  });

  it('are refused once the job was deleted', async () => {
    const { lease, store } = await chain();
    const stored = await store.get('job-one');
    if (stored === null) throw new Error('the job is gone');
    await store.remove(stored);
    await expect(lease.write(finish)).rejects.toThrow(LeaseLost);
  });

  it('go on after one that was refused', async () => {
    const { lease, stored } = await chain();
    await expect(
      lease.write(() => {
        throw new Error('nothing to say');
      }),
    ).rejects.toThrow('nothing to say');
    await lease.write(() => ({ patch: { checkpoints: 1 } }));
    expect((await stored()).checkpoints).toBe(1);
  });
});
