import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { failure, request } from './failing-call';
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
