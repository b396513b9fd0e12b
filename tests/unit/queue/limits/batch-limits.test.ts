import { describe, expect, it } from 'vitest';

import { batchBench, batchOf } from '../batch-bench';
import { inTime } from '../owned-engine';

const PLAN = { plans: { default: { requestsPerMinute: 10, burstLimit: 6 } } };

describe('a batch', () => {
  it('counts against its user’s windows as many as it lists', async () => {
    const { batch, taken } = batchBench(PLAN);
    await batch(4);
    expect(await taken()).toBe(4);
  });

  it('of one job counts as one', async () => {
    const { batch, taken } = batchBench(PLAN);
    await batch(1);
    expect(await taken()).toBe(1);
  });

  it('is admitted with all of its jobs or not at all, and says when all of them will be', async () => {
    const { batch, taken, time } = batchBench(PLAN);
    await batch(4);
    const refused = await batch(3).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'rate_limited',
      message: 'Your plan allows 6 new jobs in 5 seconds. These 3 can be submitted in 6 seconds.',
    });
    expect(await taken()).toBe(4);
    const { retryAfterMs } = (refused as { until: { retryAfterMs: number } }).until;
    await inTime(time, time.wait(retryAfterMs));
    await batch(3);
    expect(await taken()).toBe(7);
  });

  it('of more jobs than the plan ever admits together is told so, and not to wait', async () => {
    const { batch, taken, queue } = batchBench(PLAN);
    const message =
      'Your plan allows 6 new jobs in 5 seconds, so no more than 6 can be submitted together.';
    await expect(batch(7)).rejects.toMatchObject({
      code: 'invalid_input',
      until: null,
      issues: [{ path: ['items'], message }],
    });
    expect(await taken()).toBe(0);
    expect((await queue.list({ limit: 10 })).jobs).toEqual([]);
  });

  it('that was admitted is answered again under its key, whatever the plan has become', async () => {
    const { batch, process, queue, time } = batchBench({
      plans: { default: { requestsPerMinute: 10, burstLimit: 6 }, small: { burstLimit: 2 } },
    });
    const { id } = await batch(5, 'hello', { idempotencyKey: 'k' });
    for (const any of [queue, process()]) {
      const request = { kind: 'batch', userId: 'ann', input: batchOf(5), idempotencyKey: 'k' };
      const again = await inTime(time, any.submit({ ...request, plan: 'small' }));
      expect(again).toMatchObject({ replayed: true, job: { id } });
    }
  });

  it('has its jobs made without charging them again', async () => {
    const { batch, run, taken, pending } = batchBench(PLAN);
    const { id } = await batch(5);
    await run(id);
    expect(await pending('ai_processing')).toHaveLength(5);
    expect(await taken()).toBe(5);
  });
});
