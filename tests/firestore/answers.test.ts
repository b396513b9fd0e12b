import { afterAll, beforeEach, expect, it } from 'vitest';

import { startProviderServer } from '../providers/server';
import { openStores } from './database';
import { asking, openGate } from './gates';

const provider = await startProviderServer();
beforeEach(() => {
  provider.reset();
});
afterAll(() => provider.close());

const { records } = openStores('answers');
const SPEC = 'deepseek:deepseek-flash';
const servers = ['ann', 'bob'].map((name) => openGate(records, provider, { name, spec: SPEC }));
const keeping = (content: string, keep = { forMs: 60_000, fresh: false }) => ({
  ...asking(content),
  keep,
});

it('makes one call of ten equal ones at once, over two servers', async () => {
  const calls = servers.flatMap(({ models }) =>
    Array.from({ length: 5 }, () => models.generate(keeping('once'))),
  );
  const answers = await Promise.all(calls);
  expect(provider.requests).toHaveLength(1);
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  const kept = answers.filter(({ usage }) => usage.cached);
  expect(kept).toHaveLength(9);
  for (const { usage } of kept) {
    expect(usage).toMatchObject({ inputTokens: 0, outputTokens: 0, cost: 0 });
  }
});

it('shows a kept answer at once where it would have grown, and asks anew when told to', async () => {
  const [ann, bob] = servers;
  await ann?.models.generate(keeping('again'));
  const seen: string[] = [];
  const answer = await bob?.models.stream({
    ...keeping('again'),
    onText: (text) => seen.push(text),
  });
  expect(seen).toEqual([answer?.text]);
  expect(provider.requests).toHaveLength(1);
  await bob?.models.generate(keeping('again', { forMs: 60_000, fresh: true }));
  await bob?.models.generate(asking('again'));
  expect(provider.requests).toHaveLength(3);
});

it('keeps neither failures nor what is over', async () => {
  const [ann, bob] = servers;
  provider.script({ times: 1, reply: { do: 'refuse', status: 503 } });
  await expect(ann?.models.generate(keeping('hard'))).rejects.toMatchObject({
    class: 'overloaded',
  });
  expect(
    (await bob?.models.generate(keeping('hard', { forMs: 1, fresh: false })))?.usage.cached,
  ).toBe(false);
  expect((await ann?.models.generate(keeping('hard')))?.usage.cached).toBe(false);
});
