import { afterAll, beforeEach, expect, it, vi } from 'vitest';

import { JobError } from '@/lib/jobs/error';
import { keyedAccess } from '@/lib/models/providers/access';
import { RECORDS } from '@/lib/queue/records';

import { configFor } from '../providers/provider-models';
import { startProviderServer } from '../providers/server';
import { openStores } from './database';
import { asking, openGate } from './gates';

const SOON = { timeout: 15_000, interval: 20 };

const provider = await startProviderServer();
beforeEach(() => {
  provider.reset();
});
afterAll(() => provider.close());

const { records } = openStores('permits');

const LIMIT = 40;
const WINDOW_MS = 4_000;

const crowd = Array.from({ length: 8 }, (_, n) =>
  openGate(records, provider, {
    name: `server-${n}`,
    spec: 'xai:grok-4.3',
    settings: { keys: { xai: { requestsPerMinute: LIMIT } } },
    windowMs: WINDOW_MS,
  }),
);

it('keeps a key’s limit in every window, over eight servers that call as much as they may', async () => {
  const began = performance.now();
  const ends = began + 2 * WINDOW_MS;
  const made: number[] = [];
  const [key] = keyedAccess(configFor(provider, 'xai:grok-4.3'), 'xai');
  if (key === undefined) throw new Error('there is no key');
  const { signal } = new AbortController();
  const request = { provider: 'xai', model: 'grok-4.3', keys: [key], estimatedTokens: 1, signal };
  const lane = async ({ gate }: (typeof crowd)[number]): Promise<void> => {
    while (performance.now() < ends) {
      try {
        const permit = await gate.enter(request);
        made.push(performance.now());
        permit.settle({ ok: true, tokens: 1 });
      } catch (error) {
        expect(error).toBeInstanceOf(JobError);
      }
    }
  };
  await Promise.all(crowd.flatMap((server) => Array.from({ length: 6 }, () => lane(server))));
  for (const at of made) {
    const within = made.filter((other) => other >= at && other <= at + WINDOW_MS);
    expect(within.length).toBeLessThanOrEqual(LIMIT);
  }
  expect(made.length).toBeGreaterThanOrEqual(LIMIT);
});

const keys = ['a', 'b'];
const [ann, bob] = ['ann', 'bob'].map((name) =>
  openGate(records, provider, { name, spec: 'openai:gpt-4.1-mini', keys }),
);

it('leaves a key alone on every server until the time that a 429 named', async () => {
  if (ann === undefined || bob === undefined) throw new Error('two gates');
  await bob.models.generate(asking());
  await bob.models.generate(asking());
  provider.script({
    provider: 'openai',
    key: 'a',
    reply: { do: 'refuse', status: 429, headers: { 'retry-after': '60' } },
  });
  await ann.models.generate(asking());
  await ann.gate.idle();
  const [a] = keyedAccess(configFor(provider, 'openai:gpt-4.1-mini', { keys }), 'openai');
  if (a === undefined) throw new Error('there is no key');
  const { record, at } = await records.read(RECORDS.keys, `key:${a.id}`);
  expect(record?.value).toMatchObject({ label: 'openai #1', blockedBecause: 'rate_limited' });
  expect((record?.value.blockedUntil ?? 0) - at).toBeGreaterThan(50_000);

  const { signal } = new AbortController();
  const only = { provider: 'openai', model: 'gpt-4.1-mini', keys: [a], estimatedTokens: 1, signal };
  await vi.waitUntil(async () => {
    const permit = await bob.gate.enter(only).catch((error: unknown) => error);
    if (!(permit instanceof JobError))
      (permit as { settle(end: object): void }).settle({ ok: true, tokens: 1 });
    return permit instanceof JobError && permit.class === 'rate_limited';
  }, SOON);
  provider.requests.length = 0;
  for (let call = 0; call < 3; call += 1) await bob.models.generate(asking());
  expect(provider.requests.map(({ key }) => key)).toEqual(['b', 'b', 'b']);
});
