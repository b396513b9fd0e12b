import { describe, expect, it } from 'vitest';

import type { Job } from '@/lib/jobs/job';
import { createQueue } from '@/lib/queue/create-queue';
import { type JobStore, StoreUnavailable } from '@/lib/queue/ports/job-store';
import { claim } from '@/lib/queue/transitions/claim';
import { replay } from '@/lib/queue/transitions/revive';
import { createMemoryJobStore } from '@/lib/stores/memory/job-store';

import { put, sampleJob } from '../../conformance/sample-job';
import { ownedEngine, pass } from './owned-engine';

type Happening = (store: JobStore) => Promise<void>;
const nothing: Happening = () => Promise.resolve();

/** The first write since `has` is applied, and its answer lost. Others write before it, or before it is known. */
function bench({
  before = nothing,
  after = nothing,
}: { before?: Happening; after?: Happening } = {}) {
  const store = createMemoryJobStore();
  let losing = false;
  const jobs: JobStore = {
    ...store,
    write: async (write) => {
      if (losing) await before(store);
      const outcome = await store.write(write);
      if (!losing) return outcome;
      losing = false;
      await after(store);
      throw new StoreUnavailable('the answer was lost');
    },
  };
  const engine = ownedEngine({ jobs });
  const queue = createQueue(engine, { serverTimeoutMs: 10_000 });
  const has = async (fields: Partial<Job>): Promise<void> => {
    await put(store, sampleJob('job-one', { kind: 'echo', ...fields }));
    losing = true;
  };
  const inTime = async <T>(asked: Promise<T>): Promise<T> => {
    await pass(engine.time, 1_000);
    expect(losing).toBe(false);
    return asked;
  };
  return { queue, has, inTime, store };
}

/** Somebody else's change of the job. */
function changed(patchOf: (job: Job) => Partial<Job>): Happening {
  return async (store) => {
    const stored = await store.get('job-one');
    if (stored === null) throw new Error('the job is gone');
    const { job, version } = stored;
    const outcome = await store.write({ id: job.id, version, patch: patchOf(job) });
    expect(outcome.ok).toBe(true);
  };
}

describe('a change whose answer was lost', () => {
  it.each([
    ['a text in the job', 'mended'],
    ['a text beside the job', 'mended '.repeat(10_000)],
  ])('is not somebody else’s edit: %s', async (_, text) => {
    const { queue, has, inTime } = bench();
    await has({ state: 'completed', output: '{"text":"heard"}' });
    const amended = await inTime(queue.amend('job-one', { revision: 0, output: { text } }));
    expect(amended.revision).toBe(1);
    expect(await queue.output(amended)).toEqual({ text });
  });

  it('is not a replay of a job that waits already', async () => {
    const { queue, has, inTime } = bench();
    await has({ state: 'failed' });
    expect((await inTime(queue.replay('job-one'))).state).toBe('pending');
  });

  it('is not a retry of a job that waits already, and is charged once', async () => {
    const { queue, has, inTime, store } = bench();
    await has({ state: 'failed' });
    const { job, allowance } = await inTime(queue.retry('job-one', null));
    expect(job.state).toBe('pending');
    expect(allowance.map(({ limit, remaining }) => limit - remaining)).toEqual(
      allowance.map(() => 1),
    );
    expect(allowance).not.toEqual([]);
    const { submitter } = await store.readSubmitter('ann');
    expect(submitter.windows.flatMap(({ buckets }) => buckets.map(({ count }) => count))).toEqual([
      1, 1,
    ]);
  });

  it.each(['replay', 'retry'] as const)(
    'is not a %s of a job that a worker has taken meanwhile',
    async (action) => {
      const { queue, has, inTime } = bench({
        after: changed((job) =>
          claim(job, { serverId: 's', token: 't', now: 5_000, leaseMs: 60_000 }),
        ),
      });
      await has({ state: 'failed' });
      const asked =
        action === 'replay'
          ? queue.replay('job-one')
          : queue.retry('job-one', null).then(({ job }) => job);
      expect((await inTime(asked)).state).toBe('processing');
    },
  );

  it('is still refused where somebody else put the job back', async () => {
    const { queue, has, inTime } = bench({ before: changed((job) => replay(job, 7_000, 60_000)) });
    await has({ state: 'failed' });
    const [asked] = await inTime(Promise.allSettled([queue.replay('job-one')]));
    expect(asked).toMatchObject({ status: 'rejected', reason: { code: 'illegal_transition' } });
  });

  it('still is no other’s: an edit that came first is not overwritten', async () => {
    const { queue, has, inTime } = bench();
    await has({ state: 'completed', output: '{"text":"heard"}' });
    const words = 'mended '.repeat(10_000);
    const theirs = queue.amend('job-one', { revision: 0, output: { text: `${words}by them` } });
    const mine = queue.amend('job-one', { revision: 0, output: { text: `${words}by me` } });
    const both = await inTime(Promise.allSettled([theirs, mine]));
    expect(both).toMatchObject([
      { status: 'fulfilled', value: { revision: 1 } },
      { status: 'rejected', reason: { code: 'revision_conflict' } },
    ]);
  });
});
