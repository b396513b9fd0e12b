import { afterAll, expect, it } from 'vitest';

import { JobError } from '@/lib/jobs/error';
import { keyedAccess } from '@/lib/models/providers/access';
import { used } from '@/lib/cluster/sliding-window';
import { RECORDS } from '@/lib/queue/records';

import { configFor } from '../providers/provider-models';
import { startProviderServer } from '../providers/server';
import { openStores } from './database';
import { openGate } from './gates';

const provider = await startProviderServer();
afterAll(() => provider.close());

const { records } = openStores('key-tokens');

const LIMIT = 1_000;
const ESTIMATE = 50;
const WINDOW_MS = 3_000;
/** More than two windows may have. */
const ENOUGH = 2 * LIMIT + 1;
const SPEC = 'xai:grok-4.3';

const crowd = Array.from({ length: 4 }, (_, n) =>
  openGate(records, provider, {
    name: `server-${n}`,
    spec: SPEC,
    settings: { keys: { xai: { tokensPerMinute: LIMIT } } },
    windowMs: WINDOW_MS,
  }),
);

it('keeps a key’s tokens in every window, over four servers that call as much as they may', async () => {
  const [key] = keyedAccess(configFor(provider, SPEC), 'xai');
  if (key === undefined) throw new Error('there is no key');
  const { signal } = new AbortController();
  const request = { provider: 'xai', model: 'grok-4.3', keys: [key], signal };
  const calls: { at: number; tokens: number }[] = [];
  const sum = (some: typeof calls) => some.reduce((total, { tokens }) => total + tokens, 0);
  const lane = async ({ gate }: (typeof crowd)[number]): Promise<void> => {
    while (sum(calls) < ENOUGH) {
      try {
        const permit = await gate.enter({ ...request, estimatedTokens: ESTIMATE });
        const tokens = ESTIMATE - (calls.length % 3) * 5;
        calls.push({ at: performance.now(), tokens });
        permit.settle({ ok: true, tokens });
      } catch (error) {
        expect(error).toBeInstanceOf(JobError);
        expect(error).toMatchObject({ class: 'rate_limited' });
      }
    }
  };
  await Promise.all(crowd.flatMap((server) => [lane(server), lane(server), lane(server)]));

  for (const { at } of calls) {
    const within = calls.filter((other) => other.at >= at && other.at <= at + WINDOW_MS);
    expect(sum(within)).toBeLessThanOrEqual(LIMIT);
  }
  const { record, at } = await records.read(RECORDS.keys, `key:${key.id}`);
  const window = record?.value.tokens;
  if (window === undefined || window === null) throw new Error('no tokens were counted');
  expect(window.limit).toBe(LIMIT);
  expect(used(window, at)).toBeLessThanOrEqual(LIMIT);
});
