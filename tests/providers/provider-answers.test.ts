import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { both, failure, request } from './failing-call';
import { ALL_PROVIDERS, modelsFor, specOf } from './provider-models';
import { startProviderServer, type ProviderServer } from './server';

let server: ProviderServer;
beforeAll(async () => {
  server = await startProviderServer();
});
beforeEach(() => {
  server.reset();
});
afterAll(() => server.close());

const TEXT = 'One two three four five six.';

describe.each(ALL_PROVIDERS)('%s', (provider) => {
  it('answers, whole and streamed, with what it consumed', async () => {
    const models = modelsFor(server, specOf(provider));
    server.script({ reply: { do: 'answer', text: TEXT, usage: { input: 11, output: 6 } } });
    const whole = await models.generate(request());
    const seen: string[] = [];
    const streamed = await models.stream({ ...request(), onText: (text) => seen.push(text) });
    for (const answer of [whole, streamed]) {
      expect(answer.text).toBe(TEXT);
      expect(answer.complete).toBe(true);
      expect(answer.engine).toMatchObject({ provider, local: false });
      expect(answer.usage).toMatchObject({ provider, inputTokens: 11, outputTokens: 6 });
    }
    expect(seen).toEqual([
      'One',
      'One two',
      'One two three',
      'One two three four',
      'One two three four five',
      TEXT,
    ]);
    expect(server.requests.map(({ key, stream }) => [key, stream])).toEqual([
      ['key-one', false],
      ['key-one', true],
    ]);
  });

  it('gives up on a server that accepts and never answers', async () => {
    server.script({ reply: { do: 'hang' } });
    const limits = { callTimeoutMs: 60, idleTimeoutMs: 60 };
    for (const call of both(modelsFor(server, specOf(provider), limits))) {
      expect(await failure(call())).toMatchObject({ class: 'timeout', code: 'provider_timeout' });
    }
  });

  it('gives up on a stream that stalls', async () => {
    server.script({ reply: { do: 'cut', text: TEXT, after: 3, how: 'stall' } });
    const models = modelsFor(server, specOf(provider), { idleTimeoutMs: 1_000 });
    const seen: string[] = [];
    const call = models.stream({ ...request(), onText: (text) => seen.push(text) });
    expect(await failure(call)).toMatchObject({ class: 'timeout' });
    expect(seen.at(-1)).toBe('One two three');
  });

  it.each(['reset', 'end'] as const)('notices a stream that is cut (%s)', async (how) => {
    server.script({ reply: { do: 'cut', text: TEXT, after: 3, how } });
    const call = modelsFor(server, specOf(provider)).stream({
      ...request(),
      onText: () => undefined,
    });
    expect(await failure(call)).toMatchObject({ class: 'network', code: 'stream_truncated' });
  });

  it('notices an error inside a stream, though a finish follows it', async () => {
    server.script({
      reply: {
        do: 'stream_error',
        text: TEXT,
        after: 2,
        status: 503,
        message: 'The model is overloaded. Please try again later.',
      },
    });
    const call = modelsFor(server, specOf(provider)).stream({
      ...request(),
      onText: () => undefined,
    });
    expect(await failure(call)).toMatchObject({ class: 'overloaded', code: 'provider_overloaded' });
  });

  it.each([
    ['not JSON', undefined],
    ['JSON of another form', '{"weather":"fine"}'],
    ['nothing', ''],
  ])('takes %s for nonsense that may pass', async (_, body) => {
    server.script({ reply: { do: 'nonsense', ...(body === undefined ? {} : { body }) } });
    for (const call of both(modelsFor(server, specOf(provider)))) {
      const error = await failure(call());
      expect(['overloaded', 'network']).toContain(error.class);
    }
  });

  it('reads an error that came with status 200', async () => {
    const error = { message: 'The model is overloaded', type: 'server_error', code: 503 };
    server.script({ reply: { do: 'nonsense', body: JSON.stringify({ error }) } });
    const call = modelsFor(server, specOf(provider)).generate(request());
    expect(await failure(call)).toMatchObject({ class: 'overloaded', code: 'provider_overloaded' });
  });

  it('takes an empty answer for nonsense', async () => {
    server.script({ reply: { do: 'answer', text: '' } });
    for (const call of both(modelsFor(server, specOf(provider)))) {
      expect(await failure(call())).toMatchObject({
        class: 'overloaded',
        code: 'provider_nonsense',
      });
    }
  });

  it('does not read the answer’s own words as the provider’s', async () => {
    const text = 'The safety filter is overloaded by rate limits: invalid api key.';
    server.script({ reply: { do: 'answer', text } });
    for (const call of both(modelsFor(server, specOf(provider)))) {
      expect(await call()).toMatchObject({ text });
    }
  });

  it('stops at once when the job is cancelled', async () => {
    const controller = new AbortController();
    server.script({
      reply: () => {
        controller.abort(new Error('cancelled by its owner'));
        return { do: 'hang' };
      },
    });
    const call = modelsFor(server, specOf(provider)).generate({
      ...request(),
      signal: controller.signal,
    });
    await expect(call).rejects.toThrow('cancelled by its owner');
  });
});
