import { describe, expect, it } from 'vitest';

import { submitterKey } from '@/lib/cluster/submitter';
import { childId } from '@/lib/queue/flows/child-id';
import { RECORDS } from '@/lib/queue/records';

import { batchBench } from '../batch-bench';
import { inTime, pass } from '../owned-engine';

const PLAN = { plans: { default: { requestsPerMinute: 6, burstLimit: 6 } } };

type Bench = ReturnType<typeof batchBench>;

const retried = ({ queue, time }: Bench, id: string) => inTime(time, queue.retry(id, null));

async function cancelled(bench: Bench): Promise<string> {
  const { id } = await bench.echo();
  await inTime(bench.time, bench.queue.cancel(id));
  return id;
}

describe('a retry by a job’s owner', () => {
  it('is charged like a submit, and answers what is left', async () => {
    const bench = batchBench(PLAN);
    const id = await cancelled(bench);
    const { job, allowance } = await retried(bench, id);
    expect(job.state).toBe('pending');
    expect(allowance.map(({ remaining }) => remaining)).toEqual([4, 4]);
    expect(await bench.taken()).toBe(2);
  });

  it('over the limit is refused until one is admitted, and the job stays as it was', async () => {
    const bench = batchBench(PLAN);
    const id = await cancelled(bench);
    for (let i = 0; i < 5; i++) await bench.echo();
    const before = await bench.job(id);
    const refused = await retried(bench, id).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'rate_limited',
      until: { allowance: [{ remaining: 0 }, { remaining: 0 }] },
    });
    expect(await bench.job(id)).toEqual(before);
    expect(await bench.taken()).toBe(6);
    const { retryAfterMs } = (refused as { until: { retryAfterMs: number } }).until;
    await pass(bench.time, retryAfterMs);
    expect((await retried(bench, id)).job.state).toBe('pending');
  });

  it('is never more than the limit together with submits, through whichever processes', async () => {
    const bench = batchBench(PLAN);
    const ids = [await cancelled(bench), await cancelled(bench), await cancelled(bench)];
    const calls = [1, 2, 3].flatMap(() => {
      const queue = bench.process();
      const request = { kind: 'echo', userId: 'ann', input: { text: 'x' } };
      return [...ids.map((id) => queue.retry(id, null)), queue.submit(request)];
    });
    const outcomes = await inTime(bench.time, Promise.allSettled(calls));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await bench.taken()).toBe(6);
  });

  it('of a job that has not ended is refused for that, and nothing is charged', async () => {
    const bench = batchBench({
      ...PLAN,
      queues: { ai_processing: { maxQueueSize: 1 } },
    });
    const { id } = await bench.echo();
    await expect(retried(bench, id)).rejects.toMatchObject({ code: 'illegal_transition' });
    await expect(retried(bench, 'none')).rejects.toMatchObject({ code: 'not_found' });
    expect(await bench.taken()).toBe(1);
  });

  it('over the day’s budget is refused until the next day', async () => {
    const bench = batchBench({ plans: { default: { tokensPerDay: 100 } } });
    const id = await cancelled(bench);
    const { submitter, version, at } = await bench.engine.jobs.readSubmitter('ann');
    const usageDay = new Date(at).toISOString().slice(0, 10);
    const value = { ...submitter, usageDay, usageTokens: 100 };
    await bench.engine.records.write([
      { collection: RECORDS.submitters, id: submitterKey('ann'), value, version },
    ]);
    await pass(bench.time, 6_000);
    await expect(retried(bench, id)).rejects.toMatchObject({ code: 'over_budget' });
    expect((await bench.job(id)).state).toBe('cancelled');
  });

  it('into a full queue is refused, and the job stays as it was', async () => {
    const bench = batchBench({ queues: { ai_processing: { maxQueueSize: 1 } } });
    const id = await cancelled(bench);
    await pass(bench.time, 2_000);
    await bench.echo();
    await expect(retried(bench, id)).rejects.toMatchObject({ code: 'queue_full' });
    expect((await bench.job(id)).state).toBe('cancelled');
  });

  it('comes behind its owner’s other jobs, and moves their share on', async () => {
    const bench = batchBench();
    const id = await cancelled(bench);
    const others = [await bench.echo(), await bench.echo()];
    const { job } = await retried(bench, id);
    expect(job.rank).toBe((others[1]?.rank ?? 0) + 1_000);
    expect((await bench.echo()).rank).toBe(job.rank + 1_000);
  });

  it('keeps what else is known of its owner', async () => {
    const bench = batchBench();
    const id = await cancelled(bench);
    const { submitter, version } = await bench.engine.jobs.readSubmitter('ann');
    const value = { ...submitter, webhookIds: ['hook'], usageTokens: 7 };
    await bench.engine.records.write([
      { collection: RECORDS.submitters, id: submitterKey('ann'), value, version },
    ]);
    await retried(bench, id);
    const after = await bench.engine.jobs.readSubmitter('ann');
    expect(after.submitter).toMatchObject({ webhookIds: ['hook'], usageTokens: 7 });
  });
});

describe('an administrator’s replay', () => {
  it('takes nothing of the owner’s allowance, also when it is used up', async () => {
    const bench = batchBench(PLAN);
    const id = await cancelled(bench);
    for (let i = 0; i < 5; i++) await bench.echo();
    const job = await inTime(bench.time, bench.queue.replay(id));
    expect(job.state).toBe('pending');
    expect(await bench.taken()).toBe(6);
  });
});

describe('a retry of a batch', () => {
  it('that has made no job yet is charged like its submit', async () => {
    const bench = batchBench();
    const { id } = await bench.batch(5);
    await inTime(bench.time, bench.queue.cancel(id));
    const { job } = await retried(bench, id);
    expect(await bench.taken()).toBe(10);
    // Its own share, and those of its five.
    expect((await bench.echo()).rank).toBe(job.rank + 6_000);
  });

  it('is charged for those of its jobs that run again, and puts each behind the one before', async () => {
    const bench = batchBench();
    const { id } = await bench.batch(4);
    await bench.run(id);
    const parent = await bench.job(id);
    await bench.run(childId(parent, 0));
    await inTime(bench.time, bench.queue.cancel(id));
    expect(await bench.taken()).toBe(4);
    await pass(bench.time, 120_000);
    await retried(bench, id);
    expect(await bench.taken()).toBe(3);
    const again = await Promise.all([1, 2, 3].map((at) => bench.job(childId(parent, at))));
    const [first = 0] = again.map(({ rank }) => rank);
    expect(again.map(({ rank }) => rank - first)).toEqual([0, 1_000, 2_000]);
    expect((await bench.job(id)).rank - first).toBe(3_000);
    expect((await bench.job(childId(parent, 0))).state).toBe('completed');
    expect((await bench.echo()).rank - first).toBe(4_000);
  });

  it('of more jobs than the plan admits together is refused without a time to wait for', async () => {
    const bench = batchBench({ plans: { default: {}, small: { burstLimit: 2 } } });
    const { id } = await bench.batch(3);
    await inTime(bench.time, bench.queue.cancel(id));
    await expect(inTime(bench.time, bench.queue.retry(id, 'small'))).rejects.toMatchObject({
      code: 'illegal_transition',
      until: null,
    });
    expect((await bench.job(id)).state).toBe('cancelled');
  });

  it('counts one of its jobs as one', async () => {
    const bench = batchBench();
    const { id } = await bench.batch(3, 'bad');
    await bench.run(id);
    const child = childId(await bench.job(id), 1);
    await bench.run(child);
    expect((await bench.job(child)).state).toBe('failed');
    await retried(bench, child);
    expect(await bench.taken()).toBe(4);
  });
});
