import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { JobError } from '@/lib/jobs/error';
import { both, failure } from './failing-call';
import { ALL_PROVIDERS, modelsFor, NOW, specOf } from './provider-models';
import { startProviderServer, type ProviderServer, type Reply } from './server';

let server: ProviderServer;
beforeAll(async () => {
  server = await startProviderServer();
});
beforeEach(() => {
  server.reset();
});
afterAll(() => server.close());

const SECRET = 'sk-secret-0123456789abcdef';

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
});
