import type { WebhookRecord } from '../../cluster/webhook';
import type { Millis } from '../../jobs/job';
import type { Engine } from '../engine';
import { QueueError } from '../queue-error';
import { WebhookBook } from './webhook-book';
import { urlProblem } from './webhook-url';
import {
  type Delivery,
  type Webhook,
  type WebhookMessage,
  type Webhooks,
  WEBHOOKS_PER_USER,
  type WebhookTools,
} from './webhooks';

/** After a rotation the receiver has so long to take the new secret. Milliseconds. */
const OVERLAP_MS = 24 * 60 * 60_000;

/** Between two tests: a webhook is not a way to make us call somebody. Milliseconds. */
const TEST_EVERY_MS = 3_000;

const GONE = 410;

/** The webhooks over an engine. */
export function createWebhooks(engine: Engine, tools: WebhookTools): Webhooks {
  const book = new WebhookBook(engine);
  const { clock, entropy } = engine;

  const owned = async (userId: string, id: string): Promise<Webhook> => {
    const webhook = await book.find(id);
    if (webhook?.userId !== userId) throw new QueueError('not_found', 'There is no such webhook.');
    return webhook;
  };
  const send = (webhook: Webhook, message: Omit<WebhookMessage, 'lastTrySince'>) =>
    tools.deliver({
      id: message.id,
      url: webhook.url,
      secrets: versionsOf(webhook, clock.now()).map((version) =>
        tools.secretOf(webhook.id, version),
      ),
      event: message.event,
      signal: message.signal,
    });

  return {
    list: (userId) => book.list(userId),
    add: async (userId, url) => {
      const wrong = urlProblem(url, tools.allowPrivate);
      if (wrong !== null) throw refused(wrong);
      if ((await book.list(userId)).length >= WEBHOOKS_PER_USER) {
        throw refused(`You have ${WEBHOOKS_PER_USER} webhooks. Remove one first.`);
      }
      const id = entropy.id();
      const value = newWebhook(userId, url, clock.now());
      await book.add(id, value);
      return { webhook: { ...value, id }, secret: tools.secretOf(id, value.secretVersion) };
    },
    remove: async (userId, id) => book.remove(await owned(userId, id)),
    removeAll: async (userId) => {
      for (const webhook of await book.list(userId)) await book.remove(webhook);
    },
    rotate: async (userId, id) => {
      await owned(userId, id);
      const webhook = await book.change(id, (now) => ({
        ...now,
        secretVersion: now.secretVersion + 1,
        rotatedAt: clock.now(),
      }));
      return { webhook, secret: tools.secretOf(id, webhook.secretVersion) };
    },
    enable: async (userId, id) => {
      await owned(userId, id);
      return book.change(id, (now) => ({ ...now, disabled: null }));
    },
    test: async (userId, id) => {
      const webhook = await owned(userId, id);
      const sinceLast = clock.now() - (webhook.last?.at ?? 0);
      if (sinceLast >= 0 && sinceLast < TEST_EVERY_MS) throw tooSoon(TEST_EVERY_MS - sinceLast);
      const event = testEvent(id, clock.now());
      const { signal } = new AbortController();
      const delivery = await send(webhook, { id: `msg_${entropy.id()}`, event, signal });
      return book.change(id, (now) => noted(now, delivery, clock.now()));
    },
    tell: async (id, message) => {
      const webhook = await book.find(id);
      if (webhook === null || webhook.disabled !== null) return null;
      const delivery = await send(webhook, message);
      try {
        await book.change(id, (now) =>
          judged(noted(now, delivery, clock.now()), delivery, message.lastTrySince, clock.now()),
        );
      } catch (error) {
        // How a delivery went is worth knowing, and not worth a second delivery.
        engine.log.info({ webhook: id, error: String(error) }, 'a delivery was not noted');
      }
      return delivery;
    },
  };
}

function newWebhook(userId: string, url: string, now: Millis): WebhookRecord {
  return {
    userId,
    url,
    createdAt: now,
    secretVersion: 1,
    rotatedAt: null,
    disabled: null,
    last: null,
    deliveredAt: null,
  };
}

/** The versions of the secret that a delivery is signed with, the newest first. */
export function versionsOf(
  { secretVersion, rotatedAt }: Pick<WebhookRecord, 'secretVersion' | 'rotatedAt'>,
  now: Millis,
): number[] {
  const overlaps = rotatedAt !== null && now - rotatedAt < OVERLAP_MS && secretVersion > 1;
  return overlaps ? [secretVersion, secretVersion - 1] : [secretVersion];
}

function noted(webhook: WebhookRecord, delivery: Delivery, now: Millis): WebhookRecord {
  return {
    ...webhook,
    last: { at: now, status: delivery.status, error: delivery.error },
    deliveredAt: delivery.error === null ? now : webhook.deliveredAt,
  };
}

/** An address that is gone, or has accepted nothing for days, is not called again until its owner says so. */
function judged(
  webhook: WebhookRecord,
  { status, error }: Delivery,
  lastTrySince: Millis | null,
  now: Millis,
): WebhookRecord {
  if (status === GONE) {
    return { ...webhook, disabled: { at: now, reason: 'The address answered that it is gone.' } };
  }
  const silent =
    error !== null &&
    lastTrySince !== null &&
    (webhook.deliveredAt === null || webhook.deliveredAt < lastTrySince);
  if (!silent) return webhook;
  return { ...webhook, disabled: { at: now, reason: 'No delivery was accepted for days.' } };
}

function testEvent(id: string, now: Millis): WebhookMessage['event'] {
  const timestamp = new Date(now).toISOString();
  return { type: 'webhook.test', timestamp, data: { webhookId: id } };
}

function refused(message: string): QueueError {
  return new QueueError('invalid_input', message, [{ path: ['url'], message }]);
}

function tooSoon(retryAfterMs: number): QueueError {
  const message = 'It was called a moment ago. Wait a few seconds, then test again.';
  return new QueueError('rate_limited', message, [], { retryAfterMs, allowance: [] });
}
