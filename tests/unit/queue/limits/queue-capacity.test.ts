import { describe, expect, it } from 'vitest';

import { settingsSchema } from '@/lib/cluster/settings';
import { createQueue } from '@/lib/queue/create-queue';
import type { Queue } from '@/lib/queue/queue';
import { fixedSettings } from '@/lib/queue/settings-follower';

import { inTime, ownedEngine, pass } from '../owned-engine';

const request = { kind: 'echo', input: { text: 'hello' } };

function bench(maxQueueSize: number | null) {
  const engine = ownedEngine({
    settings: fixedSettings(settingsSchema.parse({ queues: { ai_processing: { maxQueueSize } } })),
  });
  const counts = { taken: 0 };
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
    expect(counts.taken).toBe(1);
    await pass(time, 2_000);
    await submit(queue);
    expect(counts.taken).toBe(2);
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
