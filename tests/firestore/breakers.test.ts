import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type { StoredSettings } from '@/lib/cluster/settings';
import { breakerId } from '@/lib/queue/providers/breaker-id';
import { reset, tripped } from '@/lib/queue/providers/breaker-policy';
import { RECORDS } from '@/lib/queue/records';

import { startProviderServer } from '../providers/server';
import { openStores } from './database';
import { asking, openGate } from './gates';

const MODEL = 'gpt-4.1-mini';
const SPEC = `openai:${MODEL}`;
const QUICK = { failureThreshold: 3, recoveryTimeMs: 6_000, maxRecoveryTimeMs: 20_000 };
const SOON = { timeout: 30_000, interval: 20 };
const settings: StoredSettings = { breaker: QUICK };
const recovery = { recoveryTimeMs: 60_000, maxRecoveryTimeMs: 60_000 };

const provider = await startProviderServer();
beforeEach(() => {
  provider.reset();
});
afterAll(() => provider.close());

const operations = { reads: 0, writes: 0 };
const { records } = openStores('breakers', {
  reads: (count) => (operations.reads += count),
  writes: (count) => (operations.writes += count),
  deletes: () => undefined,
});

async function recordOf(model: string) {
  const { record } = await records.read(RECORDS.breakers, breakerId('openai', model));
  return record?.value;
}

describe('a breaker of two servers', () => {
  const ann = openGate(records, provider, { name: 'ann', spec: SPEC, settings });
  const bob = openGate(records, provider, { name: 'bob', spec: SPEC, settings });

  it('opens for both when one sees outages, lets one of them probe, and closes step by step', async () => {
    provider.script({ provider: 'openai', reply: { do: 'refuse', status: 503 } });
    for (let call = 0; call < 3; call += 1) {
      await expect(ann.models.generate(asking())).rejects.toMatchObject({ class: 'overloaded' });
    }
    await vi.waitUntil(() => bob.gate.hold('openai', MODEL) !== null, SOON);
    const asked = provider.requests.length;
    const refused = bob.models.generate(asking());
    await expect(refused).rejects.toMatchObject({ code: 'provider_out' });
    expect(provider.requests).toHaveLength(asked);
    expect(bob.models.hold()?.message).toContain('does not answer well');

    provider.reset();
    await vi.waitUntil(() => ann.gate.hold('openai', MODEL) === null, SOON);
    const calls = [ann, bob, ann, bob].map(({ models }) => models.generate(asking()));
    expect((await Promise.all(calls)).every(({ complete }) => complete)).toBe(true);
    const closes = async (): Promise<boolean> => {
      await ann.models.generate(asking());
      await ann.gate.idle();
      return (await recordOf(MODEL))?.state === 'closed';
    };
    await vi.waitUntil(closes, SOON);
    const record = await recordOf(MODEL);
    expect(record?.history.map(({ state }) => state)).toEqual([
      'open',
      'half_open',
      'recovering',
      'recovering',
      'recovering',
      'closed',
    ]);
  });

  it('asks the store nothing while it is closed and no limit is set', async () => {
    await ann.models.generate(asking());
    await ann.gate.idle();
    Object.assign(operations, { reads: 0, writes: 0 });
    for (let call = 0; call < 5; call += 1) await ann.models.generate(asking());
    await ann.gate.idle();
    expect(operations).toEqual({ reads: 0, writes: 0 });
  });

  it('follows an administrator', async () => {
    const id = breakerId('openai', MODEL);
    const before = await records.read(RECORDS.breakers, id);
    if (before.record === null) throw new Error('there is no breaker');
    const open = tripped(before.record.value, 'ann', before.at, recovery);
    await records.write([{ collection: RECORDS.breakers, id, value: open, version: 'any' }]);
    await vi.waitUntil(() => bob.gate.hold('openai', MODEL) !== null, SOON);
    const closed = reset(open, 'ann', before.at + 1);
    await records.write([{ collection: RECORDS.breakers, id, value: closed, version: 'any' }]);
    await vi.waitUntil(() => bob.gate.hold('openai', MODEL) === null, SOON);
    expect((await bob.models.generate(asking())).complete).toBe(true);
  });
});

describe('a probe', () => {
  const servers = ['cleo', 'dora', 'emil'].map((name) =>
    openGate(records, provider, { name, spec: 'openai:meta/llama', settings }),
  );

  it('that fails opens the breaker again, for longer, and nobody else has called', async () => {
    provider.script({ provider: 'openai', reply: { do: 'refuse', status: 503 } });
    for (let call = 0; call < 3; call += 1) {
      await servers[0]?.models.generate(asking()).catch(() => undefined);
    }
    await servers[0]?.gate.idle();
    await vi.waitUntil(
      () => servers.every(({ gate }) => gate.hold('openai', 'meta/llama') !== null),
      SOON,
    );
    await vi.waitUntil(
      () => servers.every(({ gate }) => gate.hold('openai', 'meta/llama') === null),
      SOON,
    );
    const asked = provider.requests.length;
    const calls = servers.flatMap(({ models }) => [1, 2].map(() => models.generate(asking())));
    const ended = await Promise.allSettled(calls);
    expect(ended.every(({ status }) => status === 'rejected')).toBe(true);
    await Promise.all(servers.map(({ gate }) => gate.idle()));
    expect(provider.requests.length - asked).toBe(1);
    const record = await recordOf('meta/llama');
    expect(record).toMatchObject({ state: 'open', failedProbes: 1 });
    expect((record?.retryAt ?? 0) - (record?.history.at(-1)?.at ?? 0)).toBe(
      2 * QUICK.recoveryTimeMs,
    );
  });
});
