import { describe, expect, it } from 'vitest';

import { JobError } from '@/lib/jobs/error';
import type { Job, Usage } from '@/lib/jobs/job';
import { cancel } from '@/lib/queue/actions/cancel';
import { createQueue } from '@/lib/queue/create-queue';
import type { JobStore, StoredJob } from '@/lib/queue/ports/job-store';
import { ALL_SHARDS } from '@/lib/queue/shard';
import type { Work, WorkContext } from '@/lib/queue/work';
import { Runner } from '@/lib/queue/worker/runner';
import { createMemoryJobStore } from '@/lib/stores/memory/job-store';

import { echoKind, inTime, ownedEngine, pass, settle } from './owned-engine';

type Run = (input: { text: string }, context: WorkContext) => Promise<unknown>;

async function bench(run: Run, jobs: JobStore = createMemoryJobStore()) {
  const engine = ownedEngine({ jobs });
  const work: Work = { kind: echoKind, run: (input, context) => run(input as never, context) };
  const runner = new Runner(engine, 'server', [work]);
  const queue = createQueue(engine, { serverTimeoutMs: 10_000 });
  const { job } = await queue.submit({ kind: 'echo', userId: 'ann', input: { text: 'hello' } });
  const head = async (): Promise<StoredJob> => {
    const query = { queue: 'ai_processing', shards: ALL_SHARDS, limit: 1 };
    const [first] = await engine.jobs.head(query);
    if (first === undefined) throw new Error('nothing is pending');
    return first;
  };
  const start = async () => {
    const claimed = await runner.claim(await head());
    if (claimed === null) throw new Error('not claimed');
    return runner.execute(claimed);
  };
  const stored = async (): Promise<Job> => {
    const found = await engine.jobs.get(job.id);
    if (found === null) throw new Error('the job is gone');
    return found.job;
  };
  return { engine, runner, queue, job, head, start, stored };
}

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });

describe('an attempt', () => {
  it('runs the work on its parsed input and keeps the output', async () => {
    const { start, stored, queue } = await bench(({ text }) =>
      Promise.resolve({ text: `${text}!` }),
    );
    expect(await start()).toBe('completed');
    expect(await queue.output(await stored())).toEqual({ text: 'hello!' });
  });

  it('that throws what nobody classified is our bug: its words stay in the log', async () => {
    const { start, stored, engine } = await bench(() => Promise.reject(new Error('key sk-secret')));
    expect(await start()).toBe('failed');
    const job = await stored();
    expect(job).toMatchObject({ state: 'scheduled', error: { class: 'bug' } });
    expect(JSON.stringify(job)).not.toContain('sk-secret');
    expect(engine.logged).toContain('error: bug');
  });

  it('whose output is not the kind’s fails, and nothing of it is kept', async () => {
    const { start, stored } = await bench(() => Promise.resolve({ wrong: true }));
    expect(await start()).toBe('failed');
    expect(await stored()).toMatchObject({ error: { class: 'bug' }, output: null });
  });

  it('whose output is too large to keep says so, and is not tried again', async () => {
    const { start, stored } = await bench(() => Promise.resolve({ text: 'x'.repeat(2_000_000) }));
    expect(await start()).toBe('failed');
    expect(await stored()).toMatchObject({
      state: 'failed',
      error: { code: 'output_too_large', class: 'unsupported' },
    });
  });

  it('that takes longer than its kind may is aborted, and counts as a timeout', async () => {
    const { start, stored, engine } = await bench((_, { signal }) => untilAborted(signal));
    expect(await inTime(engine.time, start())).toBe('failed');
    expect(engine.time.now).toBe(echoKind.timeLimitMs);
    expect(await stored()).toMatchObject({ failures: 1, error: { code: 'time_limit' } });
  });

  it('that does not heed its abort is settled without it after a grace', async () => {
    const { start, stored, engine } = await bench(() => new Promise(() => undefined));
    expect(await inTime(engine.time, start())).toBe('failed');
    expect(engine.time.now).toBe(echoKind.timeLimitMs + 5_000);
    expect(await stored()).toMatchObject({ error: { code: 'time_limit' } });
    expect(engine.logged).toContain('error: work ignored its abort signal');
  });

  it('resumes from what the attempt before it saved', async () => {
    const loaded: unknown[] = [];
    const { engine, runner, start, stored } = await bench(async ({ text }, context) => {
      loaded.push(await context.loadCheckpoints());
      await context.saveCheckpoint({ step: context.job.attempt });
      if (context.job.attempt < 3) throw new JobError('overloaded', 'busy', 'Busy.');
      return { text };
    });
    for (let attempt = 1; attempt < 3; attempt++) {
      expect(await start()).toBe('failed');
      const waiting = await engine.jobs.get((await stored()).id);
      if (waiting === null) throw new Error('gone');
      await engine.jobs.write({
        id: waiting.job.id,
        version: waiting.version,
        patch: { state: 'pending', runAt: null },
      });
    }
    expect(await start()).toBe('completed');
    expect(loaded).toEqual([[], [{ step: 1 }], [{ step: 1 }, { step: 2 }]]);
    expect(runner.running).toBe(0);
  });

  it('writes a report along with the checkpoint that follows it, and not by itself', async () => {
    const store = createMemoryJobStore();
    let writes = 0;
    const jobs: JobStore = {
      ...store,
      write: (write) => {
        writes += 1;
        return store.write(write);
      },
    };
    const { engine, start, stored } = await bench(async ({ text }, context) => {
      for (let step = 1; step <= 3; step++) {
        await engineSleep(1_000);
        context.progress({ current: step, total: 3, message: 'working' });
        await context.saveCheckpoint(step);
      }
      return { text };
    }, jobs);
    const engineSleep = (ms: number): Promise<void> => engine.time.wait(ms);
    expect(await inTime(engine.time, start())).toBe('completed');
    expect(writes).toBe(1 + 3 + 1);
    expect((await stored()).progress).toMatchObject({ current: 3, percentage: 100 });
  });

  it('adds up what it used', async () => {
    const used: Usage = {
      provider: 'google',
      model: 'm',
      inputTokens: 10,
      outputTokens: 1,
      cost: 0.5,
      cached: true,
    };
    const { start, stored } = await bench(({ text }, context) => {
      context.addUsage(used);
      context.addUsage({ ...used, cached: false, cost: null });
      return Promise.resolve({ text });
    });
    await start();
    expect((await stored()).usage).toEqual({
      ...used,
      inputTokens: 20,
      outputTokens: 2,
      cost: null,
      cached: false,
    });
  });

  it('adds to what earlier attempts used, and saves it with each checkpoint', async () => {
    const used = { provider: 'google', model: 'm', cost: 1, cached: false };
    const tokens = { inputTokens: 10, outputTokens: 1 };
    const saved: (number | undefined)[] = [];
    const { start, stored, engine } = await bench(async ({ text }, context) => {
      context.addUsage({ ...used, ...tokens });
      await context.saveCheckpoint('paid for');
      saved.push((await stored()).usage?.inputTokens);
      if (context.job.attempt === 1) throw new JobError('overloaded', 'busy', 'Busy.');
      return { text };
    });
    await start();
    const waiting = await engine.jobs.get((await stored()).id);
    if (waiting === null) throw new Error('gone');
    const patch = { state: 'pending' as const, runAt: null };
    await engine.jobs.write({ id: waiting.job.id, version: waiting.version, patch });
    await start();
    expect(saved).toEqual([10, 20]);
    expect((await stored()).usage).toEqual({
      ...used,
      inputTokens: 20,
      outputTokens: 2,
      cost: 2,
    });
  });

  it('does not build on another person’s job', async () => {
    const { queue, start, stored } = await bench(async (_, context) => {
      const { output } = await context.outputOf(foreign.job.id);
      return output;
    });
    const foreign = await queue.submit({ kind: 'echo', userId: 'ben', input: { text: 'mine' } });
    expect(await start()).toBe('failed');
    expect(await stored()).toMatchObject({ state: 'failed', error: { code: 'source_missing' } });
  });

  it('of a kind that this version does not have waits for a server that has it', async () => {
    const { engine, head, stored } = await bench(() => Promise.reject(new Error('not this one')));
    const older = new Runner(engine, 'older', []);
    const claimed = await older.claim(await head());
    if (claimed === null) throw new Error('not claimed');
    expect(await older.execute(claimed)).toBe('failed');
    expect(await stored()).toMatchObject({
      state: 'scheduled',
      failures: 0,
      error: { code: 'kind_not_deployed' },
    });
  });
});

describe('a cancel', () => {
  it('aborts the attempt that runs, and ends the job', async () => {
    const { engine, runner, job, start, stored } = await bench((_, { signal }) =>
      untilAborted(signal),
    );
    const unwatch = runner.watchCancels(() => undefined);
    const running = start();
    await settle();
    const answered = await cancel(engine, job.id);
    expect(answered.state).toBe('processing');
    expect(await running).toBe('cancelled');
    expect(await stored()).toMatchObject({ state: 'cancelled', cancelRequestedAt: null });
    unwatch();
  });

  it('that is heard before the claim’s own answer is not lost', async () => {
    const store = createMemoryJobStore();
    let answerClaim = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answerClaim = resolve));
    const jobs: JobStore = {
      ...store,
      write: async (write) => {
        const outcome = await store.write(write);
        if (write.patch.state === 'processing') await answered;
        return outcome;
      },
    };
    const { engine, runner, job, start, stored } = await bench((_, { signal }) => {
      signal.throwIfAborted();
      return untilAborted(signal);
    }, jobs);
    const unwatch = runner.watchCancels(() => undefined);
    const running = start();
    await settle();
    await cancel(engine, job.id);
    await settle();
    answerClaim();
    expect(await inTime(engine.time, running)).toBe('cancelled');
    expect(engine.time.now).toBeLessThan(1_000);
    expect((await stored()).state).toBe('cancelled');
    unwatch();
  });

  it('wins over a result that came at the same time', async () => {
    const { engine, job, start, stored } = await bench(async ({ text }) => {
      await cancel(engine, job.id);
      return { text };
    });
    expect(await start()).toBe('cancelled');
    expect(await stored()).toMatchObject({ state: 'cancelled', output: null });
  });
});

describe('a release', () => {
  it('hands a running job back, uncounted', async () => {
    const { runner, start, stored } = await bench((_, { signal }) => untilAborted(signal));
    const running = start();
    await settle();
    runner.release();
    expect(await running).toBe('released');
    expect(await stored()).toMatchObject({ state: 'pending', failures: 0, lease: null });
  });

  it('keeps a result that was ready in time', async () => {
    const { runner, start, stored } = await bench(
      ({ text }, { signal }) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve({ text }))),
    );
    const running = start();
    await settle();
    runner.release();
    expect(await running).toBe('completed');
    expect((await stored()).state).toBe('completed');
  });

  it('also ends an attempt that begins after it and heeds nothing', async () => {
    const { engine, runner, start, stored } = await bench(() => new Promise(() => undefined));
    runner.release();
    const running = start();
    await settle();
    await pass(engine.time, 5_000);
    expect(await running).toBe('released');
    expect((await stored()).state).toBe('pending');
  });
});
