import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';

import { createDeliver } from '@/lib/webhooks/deliver';
import { webhookSecret } from '@/lib/webhooks/secret';

import { type Receiver, startReceiver } from './receiver';

const KEY = 'a key of at least thirty-two characters';
const secret = webhookSecret(KEY, 'hook-1', 1);
const event = {
  type: 'job.completed',
  timestamp: '2026-11-26T04:00:00.000Z',
  data: { id: 'job-1', kind: 'chat', errorCode: null },
} as const;

function send(url: string, options: { secrets?: string[]; allowPrivate?: boolean } = {}) {
  const deliver = createDeliver({ allowPrivate: options.allowPrivate ?? true, timeoutMs: 10_000 });
  const { signal } = new AbortController();
  return deliver({ id: 'msg_1', url, secrets: options.secrets ?? [secret], event, signal });
}

function verified({ received }: Receiver, key: string): unknown {
  const last = received.at(-1);
  if (last === undefined) throw new Error('nothing came');
  return new Webhook(key).verify(last.body, last.headers as Record<string, string>);
}

describe('a delivery', () => {
  it('is signed as Standard Webhooks says', async () => {
    const receiver = await startReceiver();
    expect(await send(receiver.url)).toEqual({
      status: 204,
      error: null,
      retryAfterMs: null,
      final: false,
    });
    expect(verified(receiver, secret)).toEqual(event);
    expect(receiver.received[0]?.headers).toMatchObject({
      'webhook-id': 'msg_1',
      'content-type': 'application/json',
    });
    expect(() => verified(receiver, webhookSecret(KEY, 'hook-1', 2))).toThrow();
  });

  it('satisfies the old secret and the new one while both are good', async () => {
    const receiver = await startReceiver();
    const next = webhookSecret(KEY, 'hook-1', 2);
    await send(receiver.url, { secrets: [next, secret] });
    expect(verified(receiver, secret)).toEqual(event);
    expect(verified(receiver, next)).toEqual(event);
  });

  it('follows no redirect', async () => {
    const receiver = await startReceiver();
    receiver.answer = { status: 302, headers: { location: receiver.url } };
    expect(await send(receiver.url)).toMatchObject({
      status: 302,
      error: 'It answered 302. Redirects are not followed.',
    });
    expect(receiver.received).toHaveLength(1);
  });

  it.each([
    [503, '7', 7_000],
    [429, '999999999', 24 * 60 * 60_000],
    [429, 'soon', null],
    [500, '7', null],
  ])('of which a %i with Retry-After %s says how long to wait', async (status, after, ms) => {
    const receiver = await startReceiver();
    receiver.answer = { status, headers: { 'retry-after': after } };
    expect(await send(receiver.url)).toMatchObject({ status, retryAfterMs: ms });
  });

  it('does not read on when the answer is large', async () => {
    const receiver = await startReceiver();
    receiver.answer = { status: 200, body: 'x'.repeat(4_000_000) };
    expect(await send(receiver.url)).toMatchObject({ status: 200, error: null });
  });

  it.each([
    'https://127.0.0.1/hook',
    'https://2130706433/hook',
    'https://0x7f.1/hook',
    'https://017700000001/hook',
    'https://[::1]/hook',
    'https://[::ffff:10.0.0.1]/hook',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/hook',
  ])('never goes to %s', async (url) => {
    expect(await send(url, { allowPrivate: false })).toEqual({
      status: null,
      error: 'Its address is not one of the public internet.',
      retryAfterMs: null,
      final: true,
    });
  });

  it('never goes by plain http to a server that allows only https', async () => {
    const receiver = await startReceiver();
    expect((await send(receiver.url, { allowPrivate: false })).final).toBe(true);
    expect(receiver.received).toEqual([]);
  });

  it('says when nobody is there', async () => {
    expect(await send('http://127.0.0.1:1/hook')).toMatchObject({
      status: null,
      error: 'It refused the connection.',
      final: false,
    });
  });
});

describe('a secret', () => {
  it('is the same each time, and another for each webhook, version and server', () => {
    expect(webhookSecret(KEY, 'hook-1', 1)).toBe(secret);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const others = [
      webhookSecret(KEY, 'hook-2', 1),
      webhookSecret(KEY, 'hook-1', 2),
      webhookSecret(`${KEY}.`, 'hook-1', 1),
    ];
    expect(new Set([secret, ...others]).size).toBe(4);
  });
});
