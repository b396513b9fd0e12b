import { describe, expect, it } from 'vitest';

import { createQueue } from '@/lib/queue/create-queue';
import { StoreUnavailable, type CreateOutcome, type JobStore } from '@/lib/queue/ports/job-store';
import { createMemoryJobStore } from '@/lib/stores/memory/job-store';

import { echoKind, inTime, ownedEngine } from './owned-engine';

type Fault = 'not sent' | 'not answered';

function bench() {
  const store = createMemoryJobStore();
  const faults: Fault[] = [];
  const counts = { creates: 0, reads: 0 };
  const jobs: JobStore = {
    ...store,
    readSubmitter: (userId) => {
      counts.reads += 1;
      return store.readSubmitter(userId);
    },
    create: async (request): Promise<CreateOutcome> => {
      counts.creates += 1;
      const fault = faults.shift();
      if (fault === 'not sent') throw new StoreUnavailable(fault);
      const outcome = await store.create(request);
      if (fault === 'not answered') throw new StoreUnavailable(fault);
      return outcome;
    },
  };
  const engine = ownedEngine({ jobs });
  /** As another process would, without what this one knows. */
  const process = () => createQueue(engine, { serverTimeoutMs: 10_000 });
  const all = async () => (await process().list({ limit: 100 })).jobs;
  return { engine, faults, counts, process, all, queue: process() };
}

const request = { kind: 'echo', userId: 'ann', input: { text: 'hello' } };

describe('a submit', () => {
  it('makes a job that waits, with the input as its kind parsed it', async () => {
    const { queue } = bench();
    const { job, replayed } = await queue.submit({
      ...request,
      input: { text: 'hello', unknown: 1 },
      priority: 'high',
      parentId: 'parent',
    });
    expect(replayed).toBe(false);
    expect(job).toMatchObject({
      state: 'pending',
      queue: echoKind.queue,
      priority: 'high',
      parentId: 'parent',
      title: 'hello',
      maxAttempts: echoKind.retry.maxAttempts,
      input: '{"text":"hello"}',
    });
    expect(await queue.input(job)).toEqual({ text: 'hello' });
    expect(await queue.get(job.id)).toEqual(job);
  });

  it('names what is wrong with an input, and where', async () => {
    const { queue, all } = bench();
    await expect(queue.submit({ ...request, input: { text: 7 } })).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path: ['text'] }],
    });
    await expect(queue.submit({ ...request, kind: 'dance' })).rejects.toMatchObject({
      code: 'unknown_kind',
    });
    expect(await all()).toEqual([]);
  });

  it('of the same key and input again answers the same job', async () => {
    const { queue, process, all } = bench();
    const keyed = { ...request, idempotencyKey: 'k' };
    const first = await queue.submit(keyed);
    const again = await queue.submit(keyed);
    const elsewhere = await process().submit(keyed);
    expect([again, elsewhere]).toMatchObject([
      { job: first.job, replayed: true },
      { job: first.job, replayed: true },
    ]);
    expect(await all()).toHaveLength(1);
  });

  it('of the same key and another input or kind is refused', async () => {
    const { queue } = bench();
    const keyed = { ...request, idempotencyKey: 'k' };
    await queue.submit(keyed);
    await expect(queue.submit({ ...keyed, input: { text: 'other' } })).rejects.toMatchObject({
      code: 'idempotency_conflict',
    });
  });

  it('of another person’s key is another job', async () => {
    const { queue } = bench();
    const first = await queue.submit({ ...request, idempotencyKey: 'k' });
    const other = await queue.submit({ ...request, userId: 'ben', idempotencyKey: 'k' });
    expect(other.replayed).toBe(false);
    expect(other.job.id).not.toBe(first.job.id);
  });

  it('is one job, however many processes hear of it at once', async () => {
    const { engine, process, all } = bench();
    const keyed = { ...request, idempotencyKey: 'k' };
    const submitted = await inTime(
      engine.time,
      Promise.all(Array.from({ length: 10 }, () => process().submit(keyed))),
    );
    expect(submitted.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await all()).toHaveLength(1);
  });

  it('that was applied but not answered is one job, and new to its caller', async () => {
    const { engine, queue, faults, all } = bench();
    faults.push('not answered');
    const { job, replayed } = await inTime(engine.time, queue.submit(request));
    expect(replayed).toBe(false);
    expect(await all()).toEqual([job]);
  });

  it('is told when the store stays away, and leaves nothing', async () => {
    const { engine, queue, faults, all } = bench();
    faults.push(...Array<Fault>(4).fill('not sent'));
    await expect(inTime(engine.time, queue.submit(request))).rejects.toThrow(StoreUnavailable);
    expect(await all()).toEqual([]);
    expect((await queue.submit(request)).job.state).toBe('pending');
  });

  it('needs no read of its user after the first, and survives another process’s', async () => {
    const { engine, queue, process, counts, all } = bench();
    for (let i = 0; i < 5; i++) await queue.submit(request);
    expect(counts).toEqual({ creates: 5, reads: 1 });
    await process().submit(request);
    await inTime(engine.time, queue.submit(request));
    expect(await all()).toHaveLength(7);
    // The user's share was counted each time: every job has a place of its own.
    const ranks = (await all()).map(({ rank }) => rank).sort((a, b) => a - b);
    const [first = 0] = ranks;
    expect(ranks).toEqual(ranks.map((_, i) => first + i * echoKind.shareMs));
  });

  it('of one user waits for the one before it, and not when that failed', async () => {
    const { engine, queue, faults, all } = bench();
    faults.push(...Array<Fault>(4).fill('not sent'));
    const submits = Array.from({ length: 8 }, () => queue.submit(request));
    const outcomes = await inTime(engine.time, Promise.allSettled(submits));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    const ranks = (await all()).map(({ rank }) => rank);
    expect(new Set(ranks).size).toBe(7);
  });

  it('for a time that has passed is for now', async () => {
    const { engine, queue } = bench();
    const { job } = await queue.submit({ ...request, runAt: engine.clock.now() - 1 });
    expect(job).toMatchObject({ state: 'pending', runAt: null });
    const later = await queue.submit({ ...request, runAt: engine.clock.now() + 60_000 });
    expect(later.job).toMatchObject({ state: 'scheduled', runAt: engine.clock.now() + 60_000 });
  });
});
