import { afterAll, beforeEach, expect, it, vi } from 'vitest';

import { systemClock } from '@/lib/environment/system-clock';

import { startProviderServer } from '../providers/server';
import { openStores } from './database';
import { signalled } from './engine/open-engine';
import { asking, type Gated, openGate } from './gates';

const MODEL = 'gpt-4.1-mini';
const MAX = 8;
const SOON = { timeout: 10_000, interval: 20 };

const provider = await startProviderServer();
beforeEach(() => {
  provider.reset();
});
afterAll(() => provider.close());

const { records } = openStores('adaptive-limit');
let passedMs = 0;
const clock = { ...systemClock, monotonic: () => systemClock.monotonic() + passedMs };
const settings = {
  adaptive: { min: 1, max: MAX },
  // The breaker, which would end all calls, is not to open.
  breaker: { failureThreshold: 1_000 },
};
const server = (name: string): Gated =>
  openGate(records, provider, { name, spec: `openai:${MODEL}`, settings, keys: [name], clock });
const ann = server('ann');
const bob = server('bob');
const limitOf = ({ gate }: Gated) => gate.adaptiveLimits()[`openai:${MODEL}`];
const received = () => provider.requests.filter(({ key }) => key === 'ann').length;

/** Makes so many calls at once. @returns how many the provider has before it answers any */
async function atOnce(calls: number, expected: number): Promise<number> {
  provider.reset();
  const answered = signalled();
  const then = { do: 'answer', text: 'Hello there.' } as const;
  provider.script({ key: 'ann', reply: { do: 'hold', until: answered.promise, then } });
  const made = Array.from({ length: calls }, () => ann.models.generate(asking()));
  await vi.waitFor(() => expect(received()).toBeGreaterThanOrEqual(expected), SOON);
  // Meanwhile a whole call of another server is made and answered: whatever else could go out has.
  await bob.models.generate(asking());
  const most = received();
  answered.resolve();
  await Promise.all(made);
  return most;
}

it('fewer calls of a model go out at once when its provider is overloaded, and more again as they succeed', async () => {
  expect(await atOnce(MAX + 2, MAX)).toBe(MAX);
  expect(limitOf(ann)).toBe(MAX);

  provider.script({ key: 'ann', reply: { do: 'refuse', status: 503 } });
  const fallen: (number | undefined)[] = [];
  for (let round = 0; round < 3; round += 1) {
    const calls = [1, 2, 3].map(() => ann.models.generate(asking()));
    for (const call of calls) await expect(call).rejects.toMatchObject({ class: 'overloaded' });
    fallen.push(limitOf(ann));
    passedMs += 1_000;
  }
  // Calls that fail together are one sign.
  expect(fallen).toEqual([5, 3, 2]);
  expect(limitOf(bob)).toBe(MAX);
  expect(await atOnce(6, 2)).toBe(2);

  const climbed = new Set<number | undefined>();
  for (let call = 0; call < 21; call += 1) {
    climbed.add(limitOf(ann));
    await ann.models.generate(asking());
  }
  expect([...climbed]).toEqual([4, 5, 6, 7]);
  expect(limitOf(ann)).toBe(MAX);
  expect(await atOnce(MAX + 2, MAX)).toBe(MAX);
});
