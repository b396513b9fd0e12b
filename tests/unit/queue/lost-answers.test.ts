import { describe, expect, it } from 'vitest';

import type { Job } from '@/lib/jobs/job';
import { createQueue } from '@/lib/queue/create-queue';
import { type JobStore, StoreUnavailable } from '@/lib/queue/ports/job-store';
import { createMemoryJobStore } from '@/lib/stores/memory/job-store';

import { put, sampleJob } from '../../conformance/sample-job';
import { ownedEngine, pass } from './owned-engine';

/** The first write since `has` is applied, and its answer lost. */
function bench() {
  const store = createMemoryJobStore();
  let losing = false;
  const jobs: JobStore = {
    ...store,
    write: async (write) => {
      const outcome = await store.write(write);
      if (!losing) return outcome;
      losing = false;
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
  return { queue, has, inTime };
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
    const { queue, has, inTime } = bench();
    await has({ state: 'failed' });
    const { job, allowance } = await inTime(queue.retry('job-one', null));
    expect(job.state).toBe('pending');
    expect(allowance.map(({ limit, remaining }) => limit - remaining)).toEqual(
      allowance.map(() => 1),
    );
    expect(allowance).not.toEqual([]);
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
