import { describe, expect, it } from 'vitest';

import { settingsSchema } from '@/lib/cluster/settings';
import type { Job } from '@/lib/jobs/job';
import { createQueue } from '@/lib/queue/create-queue';
import type { Queue } from '@/lib/queue/queue';
import { fixedSettings } from '@/lib/queue/settings-follower';

import { batchBench } from '../batch-bench';
import { inTime, ownedEngine, pass } from '../owned-engine';

/** Counts a look: what is pending, and what is held. */
const LOOK = 2;

const request = { kind: 'echo', input: { text: 'hello' } };

function bench(maxQueueSize: number | null) {
  const engine = ownedEngine({
    settings: fixedSettings(settingsSchema.parse({ queues: { ai_processing: { maxQueueSize } } })),
  });
  const counts = { taken: 0 };
  /** As a worker holds a job that it may not run now. */
  const hold = async (id: string, patch: Partial<Job>) => {
    const stored = await engine.jobs.get(id);
    if (stored === null) throw new Error('no job');
    await engine.jobs.write({ ...stored, id, patch: { state: 'scheduled', ...patch } });
  };
  const counting = {
    ...engine,
    jobs: {
      ...engine.jobs,
      count: (query: Parameters<typeof engine.jobs.count>[0]) => {
        counts.taken += 1;
        return engine.jobs.count(query);
      },
    },
  };
  let users = 0;
  return {
    counts,
    hold,
    now: engine.clock.now,
    time: engine.time,
    process: () => createQueue(counting, { serverTimeoutMs: 10_000 }),
    submit: (queue: Queue, more: object = {}) =>
      inTime(engine.time, queue.submit({ ...request, userId: `user-${users++}`, ...more })),
    waiting: () => engine.jobs.count({ queues: ['ai_processing'], state: 'pending' }),
  };
}

describe('a queue’s capacity', () => {
  it('refuses a submit when as many jobs wait as may, and drops none', async () => {
    const { process, submit, waiting } = bench(3);
    const queue = process();
    for (let i = 0; i < 3; i++) await submit(queue);
    await expect(submit(queue)).rejects.toMatchObject({
      code: 'queue_full',
      until: { retryAfterMs: 10_000, allowance: [] },
    });
    await expect(submit(process())).rejects.toMatchObject({ code: 'queue_full' });
    expect(await waiting()).toBe(3);
  });

  it.each(['provider', 'user_limit', 'backoff'] as const)(
    'counts what is held for %s: an outage makes no room',
    async (reason) => {
      const { time, process, submit, hold } = bench(2);
      const queue = process();
      for (let i = 0; i < 2; i++) {
        const { job } = await submit(queue);
        const waiting = { reason, until: 9_000_000, message: 'Waits.' };
        await hold(job.id, { waiting, runAt: 9_000_000 });
      }
      await pass(time, 2_000);
      await expect(submit(queue)).rejects.toMatchObject({ code: 'queue_full' });
    },
  );

  it('does not count what waits for its time, its children or a sibling', async () => {
    const { now, time, process, submit, hold } = bench(1);
    const queue = process();
    await submit(queue, { runAt: now() + 30 * 24 * 60 * 60_000 });
    await pass(time, 2_000);
    const { job: parent } = await submit(queue);
    await hold(parent.id, { waiting: { reason: 'children', until: null, message: 'Waits.' } });
    await pass(time, 2_000);
    const { job: child } = await submit(queue);
    await hold(child.id, { flow: { parentId: parent.id, index: 1, nextId: null, held: true } });
    await pass(time, 2_000);
    await submit(queue);
    await pass(time, 2_000);
    await expect(submit(queue)).rejects.toMatchObject({ code: 'queue_full' });
  });

  it('refuses a batch where a queue that it fills is full, and no other', async () => {
    const full = batchBench({ queues: { ai_processing: { maxQueueSize: 1 } } });
    await full.batch(3);
    await pass(full.time, 2_000);
    await full.echo();
    await expect(full.batch(1)).rejects.toMatchObject({ code: 'queue_full' });
    const other = batchBench({ queues: { media_processing: { maxQueueSize: 1 } } });
    for (let i = 0; i < 3; i++) await other.batch(1);
  });

  it('is kept by submits that come at once', async () => {
    const { process, submit, waiting } = bench(5);
    const queue = process();
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => submit(queue)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(await waiting()).toBe(5);
  });

  it('takes a submit again once a job has left, counting every two seconds at most', async () => {
    const { time, counts, process, submit } = bench(2);
    const queue = process();
    const { job } = await submit(queue);
    await submit(queue);
    await queue.cancel(job.id);
    await expect(submit(queue)).rejects.toMatchObject({ code: 'queue_full' });
    expect(counts.taken).toBe(LOOK);
    await pass(time, 2_000);
    await submit(queue);
    expect(counts.taken).toBe(2 * LOOK);
  });

  it('answers a repeated submit, takes what the queue submits by itself, and counts neither', async () => {
    const { process, submit } = bench(1);
    const queue = process();
    const keyed = { userId: 'ann', idempotencyKey: 'k' };
    const { job } = await submit(queue, keyed);
    expect(await submit(queue, keyed)).toMatchObject({ replayed: true, job: { id: job.id } });
    await submit(queue, { exempt: true });
    await expect(submit(queue)).rejects.toMatchObject({ code: 'queue_full' });
  });

  it('costs nothing where there is no maximum', async () => {
    const { counts, process, submit } = bench(null);
    const queue = process();
    for (let i = 0; i < 5; i++) await submit(queue);
    expect(counts.taken).toBe(0);
  });
});
