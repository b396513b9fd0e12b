import { describe, expect, it } from 'vitest';

import { JobError } from '@/lib/jobs/error';

import { echo, openEngine, signalled, untilAborted } from './engine/open-engine';

describe('a job on Firestore', () => {
  const test = openEngine('life');
  const { queue } = test;

  it('goes from submit to its result', async () => {
    await test.startWorker(echo);
    const job = await test.submit({ n: 7, text: 'ünï ☃ 😀' });
    expect(job).toMatchObject({ state: 'pending', attempt: 0, title: 'probe 7' });
    const done = await test.reaches(job.id, 'completed');
    expect(done).toMatchObject({ attempt: 1, failures: 0, lease: null, error: null });
    expect(done.attempts).toMatchObject([{ attempt: 1, outcome: 'completed' }]);
    expect(await queue.output(done)).toEqual({ n: 7, text: 'ünï ☃ 😀' });
  });

  it('is one, however many submit it at once under one key', async () => {
    const processes = Array.from({ length: 5 }, () => test.anotherQueue());
    const request = { kind: 'probe', userId: 'kim', input: { n: 1 }, idempotencyKey: 'once' };
    const submitted = await Promise.all(
      Array.from({ length: 4 }, () => processes.map((one) => one.submit(request))).flat(),
    );
    expect(new Set(submitted.map(({ job }) => job.id)).size).toBe(1);
    expect(submitted.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect((await queue.list({ userId: 'kim', limit: 10 })).jobs).toHaveLength(1);
    await expect(queue.submit({ ...request, input: { n: 2 } })).rejects.toMatchObject({
      code: 'idempotency_conflict',
    });
    const another = await queue.submit({ ...request, userId: 'lee' });
    expect(another.replayed).toBe(false);
  });

  it('waits and runs again after an outage, which costs no attempt', async () => {
    await test.startWorker((input, { job }) => {
      if (job.attempt === 1) throw new JobError('overloaded', 'busy', 'The provider is busy.');
      return echo(input, {} as never);
    });
    const { id } = await test.submit();
    const done = await test.reaches(id, 'completed', 'failed');
    expect(done).toMatchObject({ state: 'completed', attempt: 2, failures: 0, error: null });
    expect(done.attempts).toMatchObject([
      { outcome: 'failed', error: { code: 'busy' } },
      { outcome: 'completed' },
    ]);
    // At least half of the backoff.
    const [failed, again] = done.attempts;
    expect((again?.startedAt ?? 0) - (failed?.endedAt ?? 0)).toBeGreaterThanOrEqual(25);
  });

  it('is a dead letter when its attempts are spent, and can be replayed', async () => {
    let broken = true;
    await test.startWorker((input) => {
      if (broken) throw new JobError('timeout', 'too_slow', 'It took too long.');
      return echo(input, {} as never);
    });
    const { id } = await test.submit({ n: 3 });
    const dead = await test.reaches(id, 'failed', 'completed');
    expect(dead).toMatchObject({
      state: 'failed',
      attempt: 2,
      failures: 2,
      error: { code: 'too_slow', message: 'It took too long.' },
    });
    broken = false;
    expect(await queue.replay(id)).toMatchObject({ state: 'pending', failures: 0 });
    const done = await test.reaches(id, 'completed', 'failed');
    expect(done).toMatchObject({ state: 'completed', attempt: 3, error: null });
    await expect(queue.replay(id)).rejects.toMatchObject({ code: 'illegal_transition' });
  });

  it('that is running hears of its cancel within a second', async () => {
    const begun = signalled();
    const aborted = signalled<number>();
    await test.startWorker((input, context) => {
      context.signal.addEventListener('abort', () => aborted.resolve(performance.now()));
      return untilAborted(() => begun.resolve())(input, context);
    });
    const { id } = await test.submit();
    await begun.promise;
    const askedAt = performance.now();
    const answered = await queue.cancel(id);
    expect(answered.state).toBe('processing');
    expect((await aborted.promise) - askedAt).toBeLessThan(1_000);
    const ended = await test.reaches(id, 'cancelled', 'completed', 'failed');
    expect(ended).toMatchObject({ state: 'cancelled', lease: null });
    expect(ended.attempts).toMatchObject([{ outcome: 'cancelled' }]);
  });

  it('that waits is cancelled at once, and never runs', async () => {
    const { id } = await test.submit({ n: 13 });
    expect(await queue.cancel(id)).toMatchObject({ state: 'cancelled', attempt: 0 });
    expect((await queue.cancel(id)).state).toBe('cancelled');
    const ran: number[] = [];
    await test.startWorker((input, context) => {
      ran.push(input.n);
      return echo(input, context);
    });
    const next = await test.submit({ n: 14 });
    await test.reaches(next.id, 'completed');
    expect(ran).toEqual([14]);
  });

  it('does not start before its time', async () => {
    await test.startWorker(echo);
    const runAt = Date.now() + 3_000;
    const job = await test.submit({}, { runAt });
    expect(job).toMatchObject({ state: 'scheduled', runAt });
    const done = await test.reaches(job.id, 'completed');
    expect(done.startedAt).toBeGreaterThanOrEqual(runAt);
    expect(done.runAt).toBeNull();
  });

  it('is handed back by a server that stops, and finished from its checkpoint by another', async () => {
    const saved = signalled();
    const first = await test.startWorker(async (input, context) => {
      await context.saveCheckpoint({ step: 1 });
      saved.resolve();
      return untilAborted()(input, context);
    });
    const { id } = await test.submit({ n: 5 });
    await saved.promise;
    await first.stop();
    const handed = await queue.get(id);
    expect(handed).toMatchObject({ state: 'pending', failures: 0, lease: null, checkpoints: 1 });
    expect(handed?.attempts).toMatchObject([{ serverId: first.serverId, outcome: 'released' }]);

    const loaded = signalled<unknown>();
    const second = await test.startWorker(async (input, context) => {
      loaded.resolve(await context.loadCheckpoints());
      return echo(input, context);
    });
    expect(await loaded.promise).toEqual([{ step: 1 }]);
    const done = await test.reaches(id, 'completed', 'failed');
    expect(done.attempts).toMatchObject([
      { outcome: 'released' },
      { serverId: second.serverId, outcome: 'completed' },
    ]);
  });

  it('carries large inputs, outputs and checkpoints beside its document', async () => {
    const large = (mark: string, length: number): string =>
      `${mark}${'ä😀x'.repeat(length / 4)}${mark}`;
    const input = large('in', 400_000);
    const output = large('out', 700_000);
    const checkpoint = large('cp', 250_000);
    const read = signalled<string>();
    await test.startWorker(async ({ n, text }, context) => {
      read.resolve(text);
      await context.saveCheckpoint(checkpoint);
      expect(await context.loadCheckpoints()).toEqual([checkpoint]);
      return { n, text: output };
    });
    const job = await test.submit({ text: input });
    expect(job).toMatchObject({ input: null, inputParts: 2 });
    const done = await test.reaches(job.id, 'completed', 'failed', 'scheduled');
    expect(await read.promise).toBe(input);
    expect(done).toMatchObject({ state: 'completed', output: null, outputParts: 3 });
    expect(await queue.output(done)).toEqual({ n: 0, text: output });
    expect(await queue.input(done)).toEqual({ n: 0, text: input });
    await queue.remove(job.id);
    expect(await queue.get(job.id)).toBeNull();
    await expect(queue.output(done)).rejects.toThrow(/missing/);
  });
});
