import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';

import { modelsFor, specOf } from './provider-models';
import { startProviderServer, type ProviderServer, type Reply } from './server';

let server: ProviderServer;
beforeAll(async () => {
  server = await startProviderServer();
});
beforeEach(() => {
  server.reset();
});
afterAll(() => server.close());

const request = () => ({
  system: 'You help.',
  messages: [{ role: 'user' as const, content: 'Hi' }],
  signal: new AbortController().signal,
});
const asked = () => server.requests.map(({ provider, key }) => `${provider} ${key}`);

const PASSED_ON: [string, Reply][] = [
  ['is overloaded', { do: 'refuse', status: 503 }],
  ['limits the rate', { do: 'refuse', status: 429 }],
  ['hangs', { do: 'hang' }],
  ['cuts the connection', { do: 'cut', text: 'One two', after: 1, how: 'reset' }],
  ['refuses the key', { do: 'refuse', status: 401 }],
  ['does not know the model', { do: 'refuse', status: 404 }],
  ['finds the text too long', { do: 'refuse', status: 400, code: 'context_length_exceeded' }],
  ['talks nonsense', { do: 'nonsense' }],
];

it.each(PASSED_ON)('asks the next model when the first %s', async (_, reply) => {
  server.script({ provider: 'google', reply });
  const models = modelsFor(server, specOf('google', 'deepseek'), {
    idleTimeoutMs: 1_500,
  });
  const answer = await models.stream({ ...request(), onText: () => undefined });
  expect(answer.engine.provider).toBe('deepseek');
  expect(answer.skipped).toEqual(['Google Gemini']);
  expect(asked()).toEqual(['google key-one', 'deepseek key-one']);
});

it('takes back what a model wrote before it failed', async () => {
  server.script({
    provider: 'openai',
    reply: { do: 'cut', text: 'A wrong start that ends', after: 3, how: 'reset' },
  });
  server.script({ provider: 'xai', reply: { do: 'answer', text: 'The right answer.' } });
  const seen: string[] = [];
  await modelsFor(server, specOf('openai', 'xai')).stream({
    ...request(),
    onText: (text) => seen.push(text),
  });
  expect(seen).toEqual([
    'A',
    'A wrong',
    'A wrong start',
    '',
    'The',
    'The right',
    'The right answer.',
  ]);
});

it('takes a provider’s keys in turn', async () => {
  const models = modelsFor(server, specOf('openai'), { keys: ['a', 'b', 'c'] });
  for (let i = 0; i < 4; i += 1) await models.generate(request());
  expect(asked()).toEqual(['openai a', 'openai b', 'openai c', 'openai a']);
});

it('tries a provider’s other keys before another provider, when the fault is the key’s', async () => {
  server.script({ provider: 'openai', key: 'a', reply: { do: 'refuse', status: 429 } });
  server.script({ provider: 'openai', key: 'b', reply: { do: 'refuse', status: 401 } });
  const models = modelsFor(server, specOf('openai', 'xai'), { keys: ['a', 'b', 'c'] });
  expect((await models.generate(request())).engine.provider).toBe('openai');
  expect(asked()).toEqual(['openai a', 'openai b', 'openai c']);
});

it('does not try further keys of a provider that is overloaded', async () => {
  server.script({ provider: 'openai', reply: { do: 'refuse', status: 503 } });
  const models = modelsFor(server, specOf('openai', 'xai'), { keys: ['a', 'b'] });
  await models.generate(request());
  expect(asked()).toEqual(['openai a', 'xai a']);
});

it('throws the most hopeful error when all fail, with the soonest reset', async () => {
  server.script({ provider: 'google', reply: { do: 'refuse', status: 401 } });
  server.script({
    provider: 'deepseek',
    reply: { do: 'refuse', status: 429, headers: { 'retry-after': '40' } },
  });
  server.script({
    provider: 'xai',
    reply: { do: 'refuse', status: 503, headers: { 'retry-after': '9' } },
  });
  const call = modelsFor(server, specOf('google', 'deepseek', 'xai')).generate(request());
  await expect(call).rejects.toMatchObject({
    class: 'rate_limited',
    retryAfterMs: 9_000,
  });
  expect(server.requests).toHaveLength(3);
});

it('shows blocked content to nobody else', async () => {
  server.script({ provider: 'google', reply: { do: 'block' } });
  const call = modelsFor(server, specOf('google', 'deepseek')).generate(request());
  await expect(call).rejects.toMatchObject({ code: 'content_blocked' });
  expect(asked()).toEqual(['google key-one']);
});

it('asks nobody else once the job is cancelled', async () => {
  const controller = new AbortController();
  server.script({
    provider: 'google',
    reply: () => {
      controller.abort(new Error('cancelled'));
      return { do: 'hang' };
    },
  });
  const call = modelsFor(server, specOf('google', 'deepseek')).stream({
    ...request(),
    signal: controller.signal,
    onText: () => undefined,
  });
  await expect(call).rejects.toThrow('cancelled');
  expect(asked()).toEqual(['google key-one']);
});

it('gives objects of the asked shape, and passes on those of another', async () => {
  const schema = z.object({ city: z.string() });
  server.script({ provider: 'google', reply: { do: 'answer', text: '{"town": 1}' } });
  server.script({ provider: 'openai', reply: { do: 'answer', text: '{"city": "Bern"}' } });
  const answer = await modelsFor(server, specOf('google', 'openai')).generateObject({
    ...request(),
    schema,
  });
  expect(answer.object).toEqual({ city: 'Bern' });
  expect(answer.engine.provider).toBe('openai');
});

it('says so when no model is configured', async () => {
  const models = modelsFor(server, 'local');
  expect(models.engines).toEqual([]);
  await expect(models.generate(request())).rejects.toMatchObject({ code: 'no_language_model' });
});
