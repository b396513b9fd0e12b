import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Generated } from '@/lib/models/language/language-models';
import { breakerId } from '@/lib/queue/providers/breaker-id';
import { reset } from '@/lib/queue/providers/breaker-policy';
import { RECORDS } from '@/lib/queue/records';

import { startProviderServer } from '../providers/server';
import { openStores } from './database';
import { asking, openGate } from './gates';

const MODEL = 'gpt-4.1-mini';
const THRESHOLD = 3;
const SOON = { timeout: 15_000, interval: 20 };

const provider = await startProviderServer();
beforeEach(() => {
  provider.reset();
});
afterAll(() => provider.close());

describe('a fallback model, over two servers', () => {
  const { records } = openStores('fallback');
  const settings = { breaker: { failureThreshold: THRESHOLD, recoveryTimeMs: 3_600_000 } };
  const spec = `openai:${MODEL},deepseek:deepseek-flash`;
  const server = (name: string) => openGate(records, provider, { name, spec, settings });
  const ann = server('ann');
  const bob = server('bob');
  const askedOf = (name: string) => provider.requests.filter((one) => one.provider === name).length;
  const byOf = ({ engine, skipped }: Generated) => ({ by: engine.provider, skipped });

  it('serves while the first one’s breaker is open, which is asked nothing, and until it is closed again', async () => {
    provider.script({ provider: 'openai', reply: { do: 'refuse', status: 503 } });
    for (let call = 0; call < THRESHOLD; call += 1) {
      expect(byOf(await ann.models.generate(asking()))).toEqual({
        by: 'deepseek',
        skipped: ['OpenAI'],
      });
    }
    await vi.waitUntil(() => bob.gate.hold('openai', MODEL) !== null, SOON);
    const refused = askedOf('openai');
    expect(refused).toBe(THRESHOLD);

    const served = await Promise.all(
      [ann, bob, bob, ann, bob].map(({ models }) => models.generate(asking())),
    );
    for (const answer of served) {
      expect(byOf(answer)).toEqual({ by: 'deepseek', skipped: ['OpenAI'] });
    }
    expect(askedOf('openai')).toBe(refused);
    // A job of this chain has nothing to wait for.
    expect([ann, bob].map(({ models }) => models.hold())).toEqual([null, null]);

    provider.reset();
    const id = breakerId('openai', MODEL);
    const { record, at } = await records.read(RECORDS.breakers, id);
    if (record === null) throw new Error('there is no breaker');
    expect(record.value.state).toBe('open');
    const value = reset(record.value, 'ann', at);
    await records.write([{ collection: RECORDS.breakers, id, value, version: 'any' }]);
    await vi.waitUntil(() => bob.gate.hold('openai', MODEL) === null, SOON);
    expect(byOf(await bob.models.generate(asking()))).toEqual({ by: 'openai', skipped: [] });
  });

  it('leaves the job to wait when its own breaker is open as well', async () => {
    provider.script({ reply: { do: 'refuse', status: 503 } });
    const failing = async (): Promise<boolean> => {
      await ann.models.generate(asking()).catch(() => undefined);
      return [ann, bob].every(({ models }) => models.hold() !== null);
    };
    await vi.waitUntil(failing, SOON);
    const asked = provider.requests.length;
    await expect(bob.models.generate(asking())).rejects.toMatchObject({
      class: 'overloaded',
      code: 'provider_out',
    });
    expect(provider.requests).toHaveLength(asked);
  });
});
