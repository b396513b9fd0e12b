import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { JobStore } from '@/lib/queue/ports/job-store';

import { echo, openEngine, signalled, type TestEngine } from './engine/open-engine';

/** Nothing but jobs: no heartbeat, sweep or look for due jobs comes in between. */
const QUIET = { heartbeatMs: 3_600_000, dueMs: 3_600_000, sweepMs: 3_600_000 };

const finished = { count: 0, wake: (): void => undefined };

/** Tells when the write that ends a job was answered. */
function countingEnds(jobs: JobStore): JobStore {
  return {
    ...jobs,
    write: async (write) => {
      const outcome = await jobs.write(write);
      if (outcome.ok && write.patch.state === 'completed') {
        finished.count += 1;
        finished.wake();
      }
      return outcome;
    },
  };
}

function allFinished(count: number): Promise<void> {
  const all = signalled();
  finished.wake = () => {
    if (finished.count >= count) all.resolve();
  };
  finished.wake();
  return all.promise;
}

/** Until the listeners have told everything: nothing was counted between two looks. */
async function quiet({ operations }: TestEngine): Promise<void> {
  let before = '';
  await vi.waitUntil(
    () => {
      const now = JSON.stringify(operations);
      const same = now === before;
      before = now;
      return same;
    },
    { interval: 500, timeout: 20_000 },
  );
}

describe('what a job costs, in operations that Firestore bills', () => {
  const test = openEngine('operations', countingEnds);
  const { operations } = test;

  beforeEach(() => {
    finished.count = 0;
  });

  function reset(): void {
    Object.assign(operations, { reads: 0, writes: 0, deletes: 0 });
  }

  it('is two writes to submit: the job, and its user’s place in the order', async () => {
    await test.submit({}, { userId: 'cost' });
    reset();
    const { id } = await test.submit({}, { userId: 'cost' });
    expect(operations).toEqual({ reads: 0, writes: 2, deletes: 0 });
    for (const job of (await test.queue.list({ userId: 'cost', limit: 5 })).jobs) {
      await test.queue.cancel(job.id);
    }
    expect((await test.queue.get(id))?.state).toBe('cancelled');
  });

  it('is two writes and two reads for its owner to run it again', async () => {
    const { id } = await test.submit({}, { userId: 'cost-again' });
    await test.queue.cancel(id);
    reset();
    await test.queue.retry(id, null);
    expect(operations).toEqual({ reads: 2, writes: 2, deletes: 0 });
    await test.queue.cancel(id);
  });

  it('is three writes beside the submitter’s, and at most two reads, for a server that waited', async () => {
    await test.startWorker(echo, QUIET);
    await test.submit({ n: 0 });
    await allFinished(1);
    await quiet(test);
    reset();
    await test.submit({ n: 1 });
    await allFinished(2);
    await quiet(test);
    expect(operations.writes).toBe(3 + 1);
    expect(operations.reads).toBeLessThanOrEqual(2);
    expect(operations.deletes).toBe(0);
  });

  it.each([
    ['few', 4],
    ['many', 60],
  ])('is two writes and about one read under backlog, with %s slots', async (_, slots) => {
    const JOBS = 60;
    await Promise.all(Array.from({ length: JOBS }, (__, n) => test.submit({ n })));
    reset();
    await test.startWorker(echo, { ...QUIET, concurrency: { ai_processing: slots } });
    await allFinished(JOBS);
    expect(operations.writes).toBe(2 * JOBS);
    expect(operations.deletes).toBe(0);
    expect(operations.reads).toBeGreaterThanOrEqual(JOBS);
    // An empty page at the end, one a shard at most, and the listeners that begin.
    expect(operations.reads).toBeLessThanOrEqual(JOBS + 20);
  });

  it('is one write for each checkpoint and its document, reports of progress included', async () => {
    await test.startWorker(async (input, context) => {
      for (let step = 1; step <= 3; step++) {
        context.progress({ current: step, total: 3, message: 'working' });
        await context.saveCheckpoint(step);
      }
      return echo(input, context);
    }, QUIET);
    await test.submit({ n: 0 });
    await allFinished(1);
    await quiet(test);
    reset();
    await test.submit({ n: 1 });
    await allFinished(2);
    await quiet(test);
    expect(operations.writes).toBe(3 + 1 + 3 * 2);
  });
});
