import { describe, expect, it } from 'vitest';

import { settingsSchema, type StoredSettings } from '@/lib/cluster/settings';
import { utcDay } from '@/lib/cluster/submitter';
import { createQueue } from '@/lib/queue/create-queue';
import { UsageLedger } from '@/lib/queue/limits/usage-ledger';
import type { Queue } from '@/lib/queue/queue';
import { fixedSettings } from '@/lib/queue/settings-follower';

import { echo, openEngine } from './engine/open-engine';

const request = { kind: 'probe', input: { n: 1, text: '' } };

describe('a user’s submits over one Firestore', () => {
  const test = openEngine('limits');
  const { operations } = test;

  /** A web process, with what it alone knows. */
  function openQueue(settings: StoredSettings): Queue {
    const engine = { ...test.engine, settings: fixedSettings(settingsSchema.parse(settings)) };
    return createQueue(engine, { serverTimeoutMs: 2_000 });
  }

  async function codesOf(submits: Promise<unknown>[]): Promise<Record<string, number>> {
    const codes: Record<string, number> = {};
    for (const outcome of await Promise.allSettled(submits)) {
      const code =
        outcome.status === 'fulfilled'
          ? 'admitted'
          : ((outcome.reason as { code?: string }).code ?? String(outcome.reason));
      codes[code] = (codes[code] ?? 0) + 1;
    }
    return codes;
  }

  it('are three when twelve come at once through three processes at a limit of three', async () => {
    const settings = { plans: { default: { requestsPerMinute: 3 } } };
    const submits = [1, 2, 3].flatMap(() => {
      const queue = openQueue(settings);
      return [1, 2, 3, 4].map(() => queue.submit({ ...request, userId: 'at-once' }));
    });
    expect(await codesOf(submits)).toEqual({ admitted: 3, rate_limited: 9 });
    expect((await test.queue.list({ userId: 'at-once', limit: 50 })).jobs).toHaveLength(3);
    const { submitter } = await test.engine.jobs.readSubmitter('at-once');
    const [long] = submitter.windows;
    expect(long?.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    expect(submitter.limitedAt).not.toBeNull();
  });

  it('are never more than the limit with retries that come at once through three processes', async () => {
    const settings = { plans: { default: { requestsPerMinute: 5 } } };
    const queue = openQueue(settings);
    const ids = await Promise.all(
      [1, 2, 3].map(async () => {
        const { job } = await queue.submit({ ...request, userId: 'again' });
        await queue.cancel(job.id);
        return job.id;
      }),
    );
    const calls = [1, 2, 3].flatMap(() => {
      const another = openQueue(settings);
      return ids.map((id) => another.retry(id, null));
    });
    const codes = await codesOf(calls);
    expect(codes['admitted']).toBe(2);
    const jobs = await Promise.all(ids.map((id) => queue.get(id)));
    expect(jobs.filter((job) => job?.state === 'pending')).toHaveLength(2);
    expect(jobs.filter((job) => job?.state === 'cancelled')).toHaveLength(1);
    const { submitter } = await test.engine.jobs.readSubmitter('again');
    expect(submitter.windows[0]?.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(5);
    for (const id of ids) await queue.cancel(id);
  });

  it('that are refused cost no operation while what is known is fresh', async () => {
    const queue = openQueue({ plans: { default: { requestsPerMinute: 1 } } });
    const submit = () => codesOf([queue.submit({ ...request, userId: 'flood' })]);
    await submit();
    await submit();
    Object.assign(operations, { reads: 0, writes: 0, deletes: 0 });
    for (let i = 0; i < 20; i++) expect(await submit()).toEqual({ rate_limited: 1 });
    expect(operations).toEqual({ reads: 0, writes: 0, deletes: 0 });
  });

  it('are refused over budget by a process that did not hear of the usage', async () => {
    const queue = openQueue({ plans: { default: { tokensPerDay: 100 } } });
    const submit = () => codesOf([queue.submit({ ...request, userId: 'spender' })]);
    expect(await submit()).toEqual({ admitted: 1 });
    const ledger = new UsageLedger(test.engine);
    const usage = { inputTokens: 60, outputTokens: 39, cost: 0.5, cached: false };
    ledger.add('spender', usage);
    await ledger.flush();
    expect(await submit()).toEqual({ admitted: 1 });
    ledger.add('spender', { ...usage, inputTokens: 1, outputTokens: 0 });
    await ledger.close();
    expect(await submit()).toEqual({ over_budget: 1 });
    const { submitter, at } = await test.engine.jobs.readSubmitter('spender');
    expect(submitter).toMatchObject({
      usageDay: utcDay(at),
      usageTokens: 100,
      usageCost: 1,
      tokensPerDay: 100,
    });
  });

  it('are counted by what their jobs used when the worker stops', async () => {
    const worker = await test.startWorker((input, context) => {
      context.addUsage({
        provider: 'test',
        model: 'test',
        inputTokens: 30,
        outputTokens: 12,
        cost: 0.25,
        cached: false,
      });
      return echo(input, context);
    });
    const jobs = await Promise.all(
      [1, 2].map((n) => test.submit({ n }, { userId: 'worker-user' })),
    );
    await Promise.all(jobs.map(({ id }) => test.reaches(id, 'completed')));
    await worker.stop();
    const { submitter } = await test.engine.jobs.readSubmitter('worker-user');
    expect(submitter).toMatchObject({ usageTokens: 84, usageCost: 0.5 });
  });

  it('are refused when as many jobs wait as the queue takes', async () => {
    const waiting = await test.engine.jobs.count({ queues: ['ai_processing'], state: 'pending' });
    const queue = openQueue({ queues: { ai_processing: { maxQueueSize: waiting + 2 } } });
    const submits = Array.from({ length: 5 }, (_, n) =>
      queue.submit({ ...request, userId: `full-${n}` }),
    );
    expect(await codesOf(submits)).toEqual({ admitted: 2, queue_full: 3 });
  });

  it('are refused also when what waits is held for a provider', async () => {
    const { jobs } = test.engine;
    const queue = openQueue({ queues: { media_processing: { maxQueueSize: 1 } } });
    const media = { kind: 'media_probe', input: request.input };
    const { job } = await queue.submit({ ...media, userId: 'held' });
    const stored = await jobs.get(job.id);
    if (stored === null) throw new Error('no job');
    const waiting = { reason: 'provider', until: job.createdAt, message: 'Waits.' } as const;
    const patch = { state: 'scheduled', runAt: job.createdAt + 60_000, waiting } as const;
    await jobs.write({ id: job.id, version: stored.version, patch });
    const another = openQueue({ queues: { media_processing: { maxQueueSize: 1 } } });
    expect(await codesOf([another.submit({ ...media, userId: 'late' })])).toEqual({
      queue_full: 1,
    });
  });
});
