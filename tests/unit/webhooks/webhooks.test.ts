import { beforeEach, describe, expect, it } from 'vitest';

import type { Job } from '@/lib/jobs/job';
import { webhookDeliveryKind } from '@/lib/jobs/kinds/webhook_delivery';
import { createQueue } from '@/lib/queue/create-queue';
import type { Queue } from '@/lib/queue/queue';
import { ALL_SHARDS } from '@/lib/queue/shard';
import { createWebhooks } from '@/lib/queue/webhooks/create-webhooks';
import type { Deliver, Delivery, Webhooks } from '@/lib/queue/webhooks/webhooks';
import { Runner } from '@/lib/queue/worker/runner';
import { webhookDeliveryWork } from '@/lib/work/webhook_delivery';

import { echoKind, inTime, type OwnedEngine, ownedEngine, pass } from '../queue/owned-engine';

const OK: Delivery = { status: 204, error: null, retryAfterMs: null, final: false };
const BROKEN: Delivery = { ...OK, status: 500, error: 'It answered 500.' };
const URL = 'https://example.com/hook';

let engine: OwnedEngine;
let queue: Queue;
let runner: Runner;
let webhooks: Webhooks;
let answer: Delivery;
let sent: Parameters<Deliver>[0][];

beforeEach(() => {
  engine = ownedEngine({ kinds: [echoKind, webhookDeliveryKind] });
  queue = createQueue(engine, { serverTimeoutMs: 10_000 });
  answer = OK;
  sent = [];
  webhooks = createWebhooks(engine, {
    deliver: (message) => {
      sent.push(message);
      return Promise.resolve(answer);
    },
    secretOf: (id, version) => `whsec_${id}${version}`,
    allowPrivate: false,
  });
  const echo = { kind: echoKind, run: (input: unknown) => Promise.resolve(input) };
  runner = new Runner(engine, 'server', [echo, webhookDeliveryWork({ webhooks })]);
});

const at = <T>(call: Promise<T>): Promise<T> => inTime(engine.time, call);

async function deliveries(): Promise<Job[]> {
  const found = await engine.jobs.matching({
    states: ['pending', 'scheduled', 'failed'],
    limit: 100,
  });
  return found.map(({ job }) => job).filter((job) => job.kind === 'webhook_delivery');
}

/** Promotes what is due and runs whatever is pending. */
async function drain(): Promise<void> {
  for (const name of ['ai_processing', 'packages']) {
    const head = await engine.jobs.head({ queue: name, shards: ALL_SHARDS, limit: 50 });
    for (const stored of head) {
      const claimed = await runner.claim(stored);
      if (claimed !== null) await at(runner.execute(claimed));
    }
  }
}

async function submit(userId = 'ann'): Promise<Job> {
  const request = { kind: 'echo', userId, input: { text: 'secret words' } };
  return (await at(queue.submit(request))).job;
}

describe('the end of a job', () => {
  it('is told to each webhook that its user had at the submit, once and without its content', async () => {
    const first = await at(webhooks.add('ann', URL));
    const second = await at(webhooks.add('ann', `${URL}2`));
    const job = await submit();
    expect(job.webhookIds).toEqual([first.webhook.id, second.webhook.id]);
    await submit('ben');
    await drain();
    expect(sent).toHaveLength(2);
    const [message] = sent;
    expect(message?.event).toMatchObject({
      type: 'job.completed',
      data: { id: job.id, kind: 'echo', state: 'completed', userId: 'ann', errorCode: null },
    });
    expect(JSON.stringify(message)).not.toContain('secret words');
    expect(new Set(sent.map(({ id }) => id)).size).toBe(2);
    const [listed] = await webhooks.list('ann');
    expect(listed).toMatchObject({ last: { status: 204, error: null }, disabled: null });
  });

  it('is told when it was cancelled before it ran', async () => {
    await at(webhooks.add('ann', URL));
    const job = await submit();
    await at(queue.cancel(job.id));
    await drain();
    expect(sent.map(({ event }) => event.type)).toEqual(['job.cancelled']);
  });

  it('is told again when the job ran again: that is another end', async () => {
    await at(webhooks.add('ann', URL));
    const job = await submit();
    await at(queue.cancel(job.id));
    await at(queue.replay(job.id));
    await drain();
    expect(sent.map(({ event }) => event.type).sort()).toEqual(['job.cancelled', 'job.completed']);
  });

  it('writes nothing more for a job without webhooks', async () => {
    await submit();
    await drain();
    expect(await deliveries()).toEqual([]);
  });
});

describe('an address that does not accept', () => {
  it('is tried twelve times over two days with the same id, then given up', async () => {
    const { webhook } = await at(webhooks.add('ann', URL));
    await submit();
    answer = BROKEN;
    const begun = engine.clock.now();
    await drain();
    for (;;) {
      const [job] = await deliveries();
      if (job?.state !== 'scheduled') break;
      await pass(engine.time, (job.runAt ?? 0) - engine.clock.now());
      const stored = await engine.jobs.get(job.id);
      if (stored === null) throw new Error('the delivery is gone');
      const patch = { state: 'pending', runAt: null, waiting: null } as const;
      await engine.jobs.write({ id: job.id, version: stored.version, patch });
      await drain();
    }
    expect(sent).toHaveLength(12);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    const hours = (engine.clock.now() - begun) / (60 * 60_000);
    expect(hours).toBeGreaterThan(28);
    expect(hours).toBeLessThan(58);
    expect((await deliveries())[0]?.state).toBe('failed');
    const [disabled] = await webhooks.list('ann');
    expect(disabled?.disabled?.reason).toBe('No delivery was accepted for days.');
    expect((await at(webhooks.enable('ann', webhook.id))).disabled).toBeNull();
  });

  it('is not called again once it said that it is gone', async () => {
    await at(webhooks.add('ann', URL));
    await submit();
    await submit();
    answer = { ...BROKEN, status: 410 };
    await drain();
    expect(sent).toHaveLength(1);
    expect((await webhooks.list('ann'))[0]?.disabled).not.toBeNull();
    expect(await deliveries()).toEqual([]);
  });

  it('is waited for as long as it asks', async () => {
    await at(webhooks.add('ann', URL));
    await submit();
    answer = { ...BROKEN, status: 503, retryAfterMs: 3_600_000 };
    await drain();
    const [job] = await deliveries();
    expect((job?.runAt ?? 0) - engine.clock.now()).toBeGreaterThan(3_500_000);
    expect(job?.waiting).toMatchObject({ reason: 'backoff', until: job?.runAt });
  });

  it('that may not be called at all is tried once', async () => {
    await at(webhooks.add('ann', URL));
    await submit();
    answer = { ...BROKEN, status: null, final: true };
    await drain();
    expect((await deliveries())[0]?.state).toBe('failed');
  });
});

describe('a person’s webhooks', () => {
  it('are theirs alone', async () => {
    const { webhook } = await at(webhooks.add('ann', URL));
    expect(await webhooks.list('ben')).toEqual([]);
    for (const call of ['remove', 'rotate', 'enable', 'test'] as const) {
      await expect(webhooks[call]('ben', webhook.id)).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('hear nothing more once removed', async () => {
    const { webhook } = await at(webhooks.add('ann', URL));
    await submit();
    await at(webhooks.remove('ann', webhook.id));
    expect((await submit()).webhookIds).toEqual([]);
    await drain();
    expect(sent).toEqual([]);
    expect(await webhooks.list('ann')).toEqual([]);
  });

  it('are at most five', async () => {
    for (let n = 0; n < 5; n++) await at(webhooks.add('ann', `${URL}${n}`));
    await expect(at(webhooks.add('ann', URL))).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it.each(['http://example.com', 'ftp://example.com', 'https://ann:pw@example.com', 'example', ''])(
    'are not at %j',
    async (url) => {
      await expect(webhooks.add('ann', url)).rejects.toMatchObject({
        code: 'invalid_input',
        issues: [{ path: ['url'] }],
      });
    },
  );

  it('sign with the old secret and the new one for a day after a rotation', async () => {
    const { webhook, secret } = await at(webhooks.add('ann', URL));
    const rotated = await at(webhooks.rotate('ann', webhook.id));
    expect(rotated.secret).not.toBe(secret);
    await at(webhooks.test('ann', webhook.id));
    expect(sent[0]?.secrets).toEqual([rotated.secret, secret]);
    await pass(engine.time, 24 * 60 * 60_000);
    await at(webhooks.test('ann', webhook.id));
    expect(sent[1]?.secrets).toEqual([rotated.secret]);
  });

  it('can be tested, but not in a flood', async () => {
    const { webhook } = await at(webhooks.add('ann', URL));
    answer = BROKEN;
    const tested = await at(webhooks.test('ann', webhook.id));
    expect(tested.last).toMatchObject({ status: 500, error: 'It answered 500.' });
    expect(sent[0]?.event.type).toBe('webhook.test');
    await expect(at(webhooks.test('ann', webhook.id))).rejects.toMatchObject({
      code: 'rate_limited',
    });
  });
});
