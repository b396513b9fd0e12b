import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { JobError } from '@/lib/jobs/error';
import type { LanguageModels } from '@/lib/models/language/language-models';
import { ALL_PROVIDERS, modelsFor, NOW, specOf } from './provider-models';
import { startProviderServer, type ProviderServer, type Reply } from './server';

const SECRET = 'sk-secret-0123456789abcdef';
const TEXT = 'One two three four five six.';

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
  messages: [{ role: 'user' as const, content: 'A very private sentence.' }],
  signal: new AbortController().signal,
});

async function failure(call: Promise<unknown>): Promise<JobError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof JobError)) throw new Error(`no JobError but ${String(error)}`);
  return error;
}

const both = (models: LanguageModels) => [
  () => models.generate(request()),
  () => models.stream({ ...request(), onText: () => undefined }),
];

interface Expected {
  class: JobError['class'];
  code: string;
  retryAfterMs?: number;
}

const REFUSALS: [string, Reply, Expected][] = [
  [
    '429 with retry-after in seconds',
    { do: 'refuse', status: 429, headers: { 'retry-after': '7' } },
    { class: 'rate_limited', code: 'provider_rate_limited', retryAfterMs: 7_000 },
  ],
  [
    '429 with retry-after as a date',
    {
      do: 'refuse',
      status: 429,
      headers: { 'retry-after': new Date(NOW + 90_000).toUTCString() },
    },
    { class: 'rate_limited', code: 'provider_rate_limited', retryAfterMs: 90_000 },
  ],
  [
    '429 with retry-after-ms',
    { do: 'refuse', status: 429, headers: { 'retry-after-ms': '1500' } },
    { class: 'rate_limited', code: 'provider_rate_limited', retryAfterMs: 1_500 },
  ],
  [
    '429 with reset times, of which the spent limit counts',
    {
      do: 'refuse',
      status: 429,
      headers: {
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '1m2s',
        'x-ratelimit-remaining-tokens': '4000',
        'x-ratelimit-reset-tokens': '20ms',
      },
    },
    { class: 'rate_limited', code: 'provider_rate_limited', retryAfterMs: 62_000 },
  ],
  [
    '429 without a word about when',
    { do: 'refuse', status: 429, message: 'Too many requests' },
    { class: 'rate_limited', code: 'provider_rate_limited' },
  ],
  [
    '503 model overloaded',
    { do: 'refuse', status: 503, message: 'The model is overloaded. Please try again later.' },
    { class: 'overloaded', code: 'provider_overloaded' },
  ],
  [
    '529 overloaded, with a retry-after',
    { do: 'refuse', status: 529, message: 'Overloaded', headers: { 'retry-after': '3' } },
    { class: 'overloaded', code: 'provider_overloaded', retryAfterMs: 3_000 },
  ],
  [
    '401',
    { do: 'refuse', status: 401, message: `Incorrect API key provided: ${SECRET}` },
    { class: 'auth', code: 'provider_key_refused' },
  ],
  ['403', { do: 'refuse', status: 403 }, { class: 'auth', code: 'provider_key_refused' }],
  [
    '402, as DeepSeek says that the money is gone',
    { do: 'refuse', status: 402, message: 'Insufficient Balance' },
    { class: 'auth', code: 'provider_quota_exhausted' },
  ],
  [
    '429 that means no credit, which waiting does not mend',
    {
      do: 'refuse',
      status: 429,
      message: 'You exceeded your current quota, please check your plan and billing details.',
      code: 'insufficient_quota',
    },
    { class: 'auth', code: 'provider_quota_exhausted' },
  ],
  [
    '404 for an unknown model',
    { do: 'refuse', status: 404, message: 'The model does not exist' },
    { class: 'unsupported', code: 'model_unavailable' },
  ],
  [
    '400',
    { do: 'refuse', status: 400, message: 'Unsupported value for a parameter' },
    { class: 'invalid_input', code: 'provider_refused' },
  ],
  [
    '400 for a text that is too long',
    {
      do: 'refuse',
      status: 400,
      message: "This model's maximum context length is 8192 tokens.",
      code: 'context_length_exceeded',
    },
    { class: 'invalid_input', code: 'context_too_long' },
  ],
  ['408', { do: 'refuse', status: 408 }, { class: 'timeout', code: 'provider_timeout' }],
  ['504', { do: 'refuse', status: 504 }, { class: 'timeout', code: 'provider_timeout' }],
  [
    'a proxy’s 502 in HTML',
    { do: 'body', status: 502, body: '<html>Bad Gateway</html>' },
    { class: 'overloaded', code: 'provider_overloaded' },
  ],
  ['blocked content', { do: 'block' }, { class: 'invalid_input', code: 'content_blocked' }],
];

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

  it.each(REFUSALS)('names %s', async (_, reply, expected) => {
    server.script({ reply });
    for (const call of both(modelsFor(server, specOf(provider)))) {
      const error = await failure(call());
      expect({
        class: error.class,
        code: error.code,
        retryAfterMs: error.retryAfterMs,
      }).toEqual({ retryAfterMs: undefined, ...expected });
      const told = `${error.message} ${String(error.cause)}`;
      expect(told).not.toMatch(/sk-secret|http|key-one|private sentence|[{}<>]/);
    }
    expect(server.requests).toHaveLength(2);
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

describe('google', () => {
  const call = () => modelsFor(server, specOf('google')).generate(request());

  it('says when to come back in the body', async () => {
    server.script({ reply: { do: 'refuse', status: 429, message: 'quota', retryDelay: '36.5s' } });
    expect(await failure(call())).toMatchObject({ class: 'rate_limited', retryAfterMs: 36_500 });
  });

  it('says when to come back in a sentence', async () => {
    const message = 'You exceeded your current quota. Please retry in 1h2m3.5s.';
    server.script({ reply: { do: 'refuse', status: 429, message } });
    expect(await failure(call())).toMatchObject({ class: 'rate_limited', retryAfterMs: 3_723_500 });
  });

  it('refuses a key with 400', async () => {
    server.script({
      reply: {
        do: 'refuse',
        status: 400,
        message: 'API key not valid. Please pass a valid API key.',
        code: 'API_KEY_INVALID',
      },
    });
    expect(await failure(call())).toMatchObject({ class: 'auth', code: 'provider_key_refused' });
  });

  it('sends a 429 inside a stream, with its time', async () => {
    server.script({
      reply: {
        do: 'stream_error',
        text: TEXT,
        after: 0,
        status: 429,
        message: 'quota exceeded, retry in 12s',
      },
    });
    const stream = modelsFor(server, specOf('google')).stream({
      ...request(),
      onText: () => undefined,
    });
    expect(await failure(stream)).toMatchObject({ class: 'rate_limited', retryAfterMs: 12_000 });
  });
});

describe('nobody there', () => {
  it('is a network error', async () => {
    const gone = await startProviderServer();
    const models = modelsFor(gone, specOf(...ALL_PROVIDERS));
    await gone.close();
    expect(await failure(models.generate(request()))).toMatchObject({
      class: 'network',
      code: 'provider_unreachable',
    });
  });
});
