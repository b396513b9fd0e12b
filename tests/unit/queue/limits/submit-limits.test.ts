import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { settingsSchema, type StoredSettings } from '@/lib/cluster/settings';
import { submitterKey } from '@/lib/cluster/submitter';
import { PRIORITIES } from '@/lib/jobs/priority';
import { createQueue } from '@/lib/queue/create-queue';
import type { Queue, SubmitRequest } from '@/lib/queue/queue';
import { QueueError } from '@/lib/queue/queue-error';
import { RECORDS } from '@/lib/queue/records';
import { fixedSettings } from '@/lib/queue/settings-follower';

import { inTime, ownedEngine, pass } from '../owned-engine';

const DAY_MS = 24 * 60 * 60_000;
const request: SubmitRequest = { kind: 'echo', userId: 'ann', input: { text: 'hello' } };

function bench(plans: StoredSettings['plans']) {
  const engine = ownedEngine({
    settings: fixedSettings(settingsSchema.parse({ plans })),
  });
  /** Another web process, with what it knows by itself. Its wall clock may be wrong. */
  const process = (wrongBy = 0): Queue =>
    createQueue(
      {
        ...engine,
        clock: { ...engine.clock, now: () => engine.clock.now() + wrongBy },
      },
      { serverTimeoutMs: 10_000 },
    );
  const submit = (queue: Queue, more: Partial<SubmitRequest> = {}) =>
    inTime(engine.time, queue.submit({ ...request, ...more }));
  /** The refusal, or null when it was admitted. */
  const refusal = async (queue: Queue, more: Partial<SubmitRequest> = {}) => {
    try {
      await submit(queue, more);
      return null;
    } catch (error) {
      if (error instanceof QueueError) return error;
      throw error;
    }
  };
  const record = async () =>
    (await engine.records.read(RECORDS.submitters, submitterKey('ann'))).record?.value;
  const jobs = async () => (await process().list({ limit: 100 })).jobs.length;
  return { engine, time: engine.time, process, submit, refusal, record, jobs };
}

describe('a user’s submits', () => {
  it('are never more than the limit in any window, whichever processes they come through', async () => {
    const LIMIT = 6;
    const WINDOW_MS = 60_000;
    const calls = fc.array(
      fc.record({
        wait: fc.nat({ max: 12_000 }),
        from: fc.nat({ max: 2 }),
        many: fc.nat({ max: 4 }),
      }),
      { minLength: 10, maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(calls, async (all) => {
        const { time, process, refusal } = bench({
          default: { requestsPerMinute: LIMIT, burstLimit: 3, windowSizeMs: WINDOW_MS },
        });
        const processes = [process(), process(3 * 60 * 60_000), process(-DAY_MS)];
        const admitted: number[] = [];
        for (const { wait, from, many } of all) {
          await pass(time, wait);
          const queue = processes[from] ?? processes[0];
          for (let i = 0; i <= many && queue !== undefined; i++) {
            if ((await refusal(queue)) === null) admitted.push(time.now);
          }
        }
        const most = (windowMs: number): number =>
          Math.max(
            0,
            ...admitted.map((at) => admitted.filter((t) => t >= at && t <= at + windowMs).length),
          );
        expect(most(WINDOW_MS)).toBeLessThanOrEqual(LIMIT);
        expect(most(WINDOW_MS / 12)).toBeLessThanOrEqual(3);
      }),
      { numRuns: 15 },
    );
  });

  it('that come at once through many processes are exactly as many as the limit', async () => {
    const { time, process, jobs } = bench({ default: { requestsPerMinute: 3 } });
    const submits = Array.from({ length: 12 }, () => process().submit(request));
    const outcomes = await inTime(time, Promise.allSettled(submits));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'rate_limited' });
    }
    expect(await jobs()).toBe(3);
  });

  it('that are refused are told exactly when one is admitted', async () => {
    const { time, process, refusal } = bench({ default: { requestsPerMinute: 2 } });
    const queue = process();
    await refusal(queue);
    await pass(time, 1_234);
    await refusal(queue);
    const refused = await refusal(queue);
    const { retryAfterMs = 0 } = refused?.until ?? {};
    expect(refused?.message).toBe(
      `Your plan allows 2 new jobs in 1 minute. The next one can be submitted in ${Math.ceil(retryAfterMs / 1_000)} seconds.`,
    );
    await pass(time, retryAfterMs - 1);
    expect(await refusal(queue)).toMatchObject({
      code: 'rate_limited',
      until: { retryAfterMs: 1 },
    });
    await pass(time, 1);
    expect(await refusal(queue)).toBeNull();
  });

  it('are held to the burst, too', async () => {
    const { time, process, refusal } = bench({
      default: { requestsPerMinute: 100, burstLimit: 2 },
    });
    const queue = process();
    expect([await refusal(queue), await refusal(queue)]).toEqual([null, null]);
    expect((await refusal(queue))?.message).toContain('2 new jobs in 5 seconds');
    await pass(time, 5_100);
    expect(await refusal(queue)).toBeNull();
  });

  it('get no higher priority than the plan allows, but those of the queue itself do', async () => {
    const { process, submit } = bench({
      default: { highestPriority: 'normal' },
      team: { highestPriority: 'high' },
    });
    const priorityOf = async (more: Partial<SubmitRequest>) =>
      (await submit(process(), more)).job.priority;
    const of = PRIORITIES.map((priority) => ({ priority }));
    const given = async (more: Partial<SubmitRequest>) =>
      Promise.all(of.map((asked) => priorityOf({ ...asked, ...more })));
    expect(await given({})).toEqual(['normal', 'normal', 'normal', 'low']);
    expect(await given({ plan: 'team' })).toEqual(['high', 'high', 'normal', 'low']);
    expect(await given({ plan: 'no such plan' })).toEqual(['normal', 'normal', 'normal', 'low']);
    expect(await given({ exempt: true })).toEqual([...PRIORITIES]);
  });

  it('answer what is left', async () => {
    const { time, process, submit } = bench({ default: { requestsPerMinute: 10, burstLimit: 4 } });
    const queue = process();
    await submit(queue);
    await pass(time, 30_000);
    const { allowance } = await submit(queue);
    expect(allowance).toEqual([
      { limit: 10, windowMs: 60_000, remaining: 8, resetMs: 31_000 },
      { limit: 4, windowMs: 5_000, remaining: 3, resetMs: expect.any(Number) as number },
    ]);
    const { allowance: asked } = await queue.limits('ann', null);
    expect(asked[0]?.remaining).toBe(8);
    expect((await queue.limits('ben', null)).allowance[0]?.remaining).toBe(10);
  });

  it('of a key that was used before cost nothing, and are answered over the limit', async () => {
    const { process, submit, refusal, jobs } = bench({ default: { requestsPerMinute: 2 } });
    const queue = process();
    const first = await submit(queue, { idempotencyKey: 'k' });
    const again = await submit(queue, { idempotencyKey: 'k' });
    expect(again).toMatchObject({ replayed: true, job: { id: first.job.id } });
    expect(again.allowance[0]?.remaining).toBe(1);
    await submit(queue);
    for (const any of [queue, process()]) {
      const replayed = await submit(any, { idempotencyKey: 'k' });
      expect(replayed).toMatchObject({ replayed: true, job: { id: first.job.id } });
      expect(replayed.allowance[0]?.remaining).toBe(0);
    }
    expect(await refusal(queue, { idempotencyKey: 'new' })).toMatchObject({ code: 'rate_limited' });
    const other = { idempotencyKey: 'k', input: { text: 'other' } };
    expect(await refusal(queue, other)).toMatchObject({ code: 'idempotency_conflict' });
    expect(await jobs()).toBe(2);
  });

  it('go by the caller’s plan, and by the default one when it has a name that nobody configured', async () => {
    const plans = { default: { requestsPerMinute: 1 }, pro: { requestsPerMinute: 5 } };
    const { process, refusal } = bench(plans);
    const queue = process();
    for (let i = 0; i < 5; i++) expect(await refusal(queue, { plan: 'pro' })).toBeNull();
    expect(await refusal(queue, { plan: 'pro' })).toMatchObject({ code: 'rate_limited' });
    for (const plan of [null, 'none', 'constructor', '__proto__']) {
      const userId = `of ${plan}`;
      expect(await refusal(queue, { plan, userId })).toBeNull();
      expect(await refusal(queue, { plan, userId })).toMatchObject({ code: 'rate_limited' });
    }
  });

  it('of the queue itself are exempt, and take nothing of the user’s', async () => {
    const { process, submit, refusal } = bench({ default: { requestsPerMinute: 1 } });
    const queue = process();
    for (let i = 0; i < 5; i++) {
      expect((await submit(queue, { exempt: true })).allowance).toEqual([]);
    }
    expect(await refusal(queue)).toBeNull();
    expect(await refusal(queue)).toMatchObject({ code: 'rate_limited' });
    expect(await refusal(queue, { exempt: true })).toBeNull();
  });

  it('leave a note when they are refused, once a minute', async () => {
    const { time, process, refusal, record } = bench({ default: { requestsPerMinute: 1 } });
    const queue = process();
    await refusal(queue);
    expect((await record())?.limitedAt).toBeNull();
    await refusal(queue);
    const noted = (await record())?.limitedAt;
    expect(noted).toBe(time.now);
    await pass(time, 30_000);
    await refusal(queue);
    expect((await record())?.limitedAt).toBe(noted);
    expect((await record())?.windows[0]?.buckets).toHaveLength(1);
  });

  it('are refused by what the store says now, not by what it said long ago', async () => {
    const { engine, time, process, refusal, record } = bench({ default: { requestsPerMinute: 1 } });
    const queue = process();
    await refusal(queue);
    await refusal(queue);
    const value = await record();
    if (value === undefined) throw new Error('no record');
    const id = submitterKey('ann');
    const forgiven = { ...value, windows: [] };
    await engine.records.write([
      { collection: RECORDS.submitters, id, value: forgiven, version: 'any' },
    ]);
    expect(await refusal(queue)).toMatchObject({ code: 'rate_limited' });
    await pass(time, 6_000);
    expect(await refusal(queue)).toBeNull();
  });
});

describe('a budget of the day', () => {
  const plans = { default: { tokensPerDay: 1_000, costPerDay: 2.5 } };

  async function spend(engine: ReturnType<typeof bench>['engine'], tokens: number, cost: number) {
    const { submitter, version } = await engine.jobs.readSubmitter('ann');
    const usageDay = new Date(engine.time.now).toISOString().slice(0, 10);
    const value = { ...submitter, usageDay, usageTokens: tokens, usageCost: cost };
    const id = submitterKey('ann');
    await engine.records.write([{ collection: RECORDS.submitters, id, value, version }]);
  }

  it('that is used up refuses until the next UTC day, also where an older state was known', async () => {
    const { engine, time, process, refusal, submit } = bench(plans);
    await pass(time, DAY_MS / 2);
    const queue = process();
    await submit(queue);
    await spend(engine, 999, 0);
    expect(await refusal(queue)).toBeNull();
    await spend(engine, 1_000, 0);
    const refused = await refusal(queue);
    expect(refused).toMatchObject({
      code: 'over_budget',
      message:
        'Your plan allows 1,000 tokens a day, and that is used up. New jobs can be submitted after midnight UTC, in 12 hours.',
    });
    const { retryAfterMs = 0 } = refused?.until ?? {};
    await pass(time, retryAfterMs - 1);
    expect(await refusal(queue)).toMatchObject({ code: 'over_budget' });
    await pass(time, 1);
    expect(await refusal(queue)).toBeNull();
  });

  it('counts cost as well, and is told with what was used', async () => {
    const { engine, time, process, refusal, submit } = bench(plans);
    await pass(time, DAY_MS / 2);
    const queue = process();
    await submit(queue);
    await spend(engine, 10, 2.5);
    expect((await refusal(queue))?.message).toContain('Your plan allows $2.50 a day');
    expect((await queue.limits('ann', null)).budget).toEqual({
      tokens: { used: 10, limit: 1_000 },
      cost: { used: 2.5, limit: 2.5 },
      resetMs: DAY_MS - time.now,
    });
  });
});
