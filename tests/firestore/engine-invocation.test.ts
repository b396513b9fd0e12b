import { describe, expect, it } from 'vitest';

import type { Job } from '@/lib/jobs/job';
import type { JobStore, StoredJob } from '@/lib/queue/ports/job-store';
import { claim } from '@/lib/queue/transitions/claim';
import { Invocation } from '@/lib/queue/worker/invocation';

import { echo, openEngine, type Run } from './engine/open-engine';

const calls: string[] = [];

/** Notes which operations were asked for. */
function noting(jobs: JobStore): JobStore {
  const noted = Object.entries(jobs).map(([name, method]) => [
    name,
    (...args: unknown[]) => {
      calls.push(name);
      return (method as (...args: unknown[]) => unknown)(...args);
    },
  ]);
  return Object.fromEntries(noted) as JobStore;
}

describe('an invocation of a function', () => {
  const test = openEngine('invocation', noting);
  const { jobs } = test.engine;
  let invocations = 0;

  function invocation(run: Run, options: { budgetMs?: number } = {}): Invocation {
    return new Invocation(test.engine, test.work(run), {
      serverId: `function-${++invocations}`,
      concurrency: { ai_processing: 4, media_processing: 1 },
      budgetMs: 60_000,
      ...options,
    });
  }

  async function created(input: { n: number }, request: object = {}): Promise<StoredJob> {
    const { id } = await test.submit(input, request);
    const stored = await jobs.get(id);
    if (stored === null) throw new Error('the job is gone');
    return stored;
  }

  it('claims the job that its event showed without a read', async () => {
    const stored = await created({ n: 1 });
    let before: string[] = [];
    calls.length = 0;
    const ran = await invocation((input, context) => {
      before = [...calls];
      return echo(input, context);
    }).react(stored);
    expect(ran).toBe(1);
    expect(before.filter((name) => name !== 'watchCancels' && name !== 'readParts')).toEqual([
      'write',
    ]);
    expect(await test.queue.get(stored.job.id)).toMatchObject({
      state: 'completed',
      attempts: [{ serverId: `function-${invocations}` }],
    });
  });

  it('goes on with whatever else waits, of every queue', async () => {
    const first = await created({ n: 0 });
    const others = await Promise.all(
      Array.from({ length: 9 }, (_, n) =>
        test.submit({ n }, n === 0 ? { kind: 'media_probe' } : {}),
      ),
    );
    expect(await invocation(echo).react(first)).toBe(10);
    for (const { id } of others) {
      expect(await test.queue.get(id)).toMatchObject({ state: 'completed', attempt: 1 });
    }
  });

  it('runs a job once, however often its event comes', async () => {
    const stored = await created({ n: 2 });
    const ran: number[] = [];
    const counting: Run = (input, context) => {
      ran.push(input.n);
      return echo(input, context);
    };
    await Promise.all([1, 2, 3].map(() => invocation(counting).react(stored)));
    await invocation(counting).react(stored);
    expect(ran).toEqual([2]);
  });

  it('leaves a job that is not due alone', async () => {
    const stored = await created({ n: 3 }, { runAt: Date.now() + 3_600_000 });
    expect(await invocation(echo).react(stored)).toBe(0);
    await test.queue.cancel(stored.job.id);
  });

  it('sweeps up what an invocation left behind whose lease has run out', async () => {
    const { job, version } = await created({ n: 4 });
    const now = Date.now() - 60_000;
    const patch = claim(job, { serverId: 'function-dead', token: 'old', now, leaseMs: 1_000 });
    expect((await jobs.write({ id: job.id, version, patch })).ok).toBe(true);
    expect(await invocation(echo).sweep()).toBe(1);
    const done = await test.queue.get(job.id);
    expect(done).toMatchObject({ state: 'completed', failures: 1 });
    expect(done?.attempts).toMatchObject([
      { serverId: 'function-dead', outcome: 'abandoned' },
      { outcome: 'completed' },
    ]);
  });

  it('sweeps up what is due and what is past its time', async () => {
    const change = async ({ job, version }: StoredJob, patch: Partial<Job>): Promise<void> => {
      expect((await jobs.write({ id: job.id, version, patch })).ok).toBe(true);
    };
    const due = await created({ n: 5 }, { runAt: Date.now() + 3_600_000 });
    await change(due, { runAt: Date.now() - 1 });
    const old = await created({ n: 6 });
    await change(old, { state: 'cancelled', expireAt: Date.now() - 1_000 });
    expect(await invocation(echo).sweep()).toBe(1);
    expect((await test.queue.get(due.job.id))?.state).toBe('completed');
    expect(await test.queue.get(old.job.id)).toBeNull();
  });

  it('hands back what it cannot end within its budget', async () => {
    const stored = await created({ n: 7 });
    // All but the last 10 s of a budget are for work.
    const ran = await invocation(
      (_, { signal }) =>
        new Promise((__, reject) => {
          if (signal.aborted) reject(signal.reason as Error);
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
      { budgetMs: 10_300 },
    ).react(stored);
    expect(ran).toBe(1);
    const handed = await test.queue.get(stored.job.id);
    expect(handed).toMatchObject({ state: 'pending', failures: 0, lease: null });
    expect(handed?.attempts).toMatchObject([{ outcome: 'released' }]);
  });
});
