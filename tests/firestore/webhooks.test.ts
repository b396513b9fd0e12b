import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';

import type { JobKind } from '@/lib/jobs/kind';
import { webhookDeliveryKind } from '@/lib/jobs/kinds/webhook_delivery';
import { createQueue } from '@/lib/queue/create-queue';
import { createWebhooks } from '@/lib/queue/webhooks/create-webhooks';
import { Worker } from '@/lib/queue/worker/worker';
import { createDeliver } from '@/lib/webhooks/deliver';
import { webhookSecret } from '@/lib/webhooks/secret';
import { webhookDeliveryWork } from '@/lib/work/webhook_delivery';

import { startReceiver } from '../unit/webhooks/receiver';
import { echo, openEngine } from './engine/open-engine';

const test = openEngine('webhooks');

const SOON = { timeout: 15_000 };
const retry = { maxAttempts: 4, backoffMs: 40, maxBackoffMs: 80 };
const kind = { ...webhookDeliveryKind, retry } as unknown as JobKind;
const engine = {
  ...test.engine,
  kindOf: (name: string) => (name === kind.name ? kind : test.engine.kindOf(name)),
};

function house(allowPrivate: boolean) {
  const webhooks = createWebhooks(engine, {
    deliver: createDeliver({ allowPrivate, timeoutMs: 2_000 }),
    secretOf: (id, version) => webhookSecret('a key of this test', id, version),
    allowPrivate: true,
  });
  const work = [...test.work(echo), { ...webhookDeliveryWork({ webhooks }), kind }];
  const worker = new Worker(engine, work, {
    serverId: `hooks-${String(allowPrivate)}`,
    concurrency: { ai_processing: 2, packages: 2 },
    heartbeatMs: 300,
    serverTimeoutMs: 3_000,
    dueMs: 30,
    sweepMs: 500,
    drainMs: 0,
    version: 'test',
  });
  return { webhooks, worker, queue: createQueue(engine, { serverTimeoutMs: 2_000 }) };
}

describe('the end of a job, told to a real receiver', () => {
  it('comes signed, again after a 500, and never again after a 410', async () => {
    const receiver = await startReceiver();
    const { webhooks, worker, queue } = house(true);
    const { webhook, secret } = await webhooks.add('hook-user', receiver.url);
    await worker.start();
    try {
      receiver.answer = { status: 500 };
      const { job } = await queue.submit({ kind: 'probe', userId: 'hook-user', input: { n: 1 } });
      await receiver.came(1);
      receiver.answer = { status: 204 };
      await receiver.came(2);
      const [first, second] = receiver.received;
      expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
      const headers = second?.headers as Record<string, string>;
      expect(new Webhook(secret).verify(second?.body ?? '', headers)).toMatchObject({
        type: 'job.completed',
        data: { id: job.id, state: 'completed', userId: 'hook-user' },
      });

      receiver.answer = { status: 410 };
      await queue.submit({ kind: 'probe', userId: 'hook-user', input: { n: 2 } });
      await receiver.came(3);
      await expect
        .poll(async () => (await webhooks.list('hook-user'))[0]?.disabled?.reason, SOON)
        .toBe('The address answered that it is gone.');
      const dropped = await queue.submit({ kind: 'probe', userId: 'hook-user', input: { n: 3 } });
      await test.reaches(dropped.job.id, 'completed');
      await expect
        .poll(async () => {
          const query = { states: ['completed'] as const, userId: `webhook:${webhook.id}` };
          return (await engine.jobs.matching({ ...query, limit: 10 })).length;
        }, SOON)
        .toBe(3);
      expect(receiver.received).toHaveLength(3);
    } finally {
      await worker.stop();
    }
  }, 30_000);

  it('never comes to an address of our own network', async () => {
    const receiver = await startReceiver();
    const { webhooks, worker, queue } = house(false);
    const { webhook } = await webhooks.add('private-user', receiver.url);
    await worker.start();
    try {
      await queue.submit({ kind: 'probe', userId: 'private-user', input: { n: 1 } });
      await expect
        .poll(async () => {
          const query = { states: ['failed'] as const, userId: `webhook:${webhook.id}` };
          const [failed] = await engine.jobs.matching({ ...query, limit: 1 });
          return failed?.job.error?.message;
        }, SOON)
        .toBe('Its address is not one of the public internet.');
      expect(receiver.received).toEqual([]);
    } finally {
      await worker.stop();
    }
  }, 30_000);
});
