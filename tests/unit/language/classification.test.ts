import { APICallError, RetryError } from 'ai';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { ERROR_CLASSES, JobError, type ErrorClass } from '@/lib/jobs/error';
import { classifyProviderError } from '@/lib/models/classify/classify';
import { MAX_RETRY_AFTER_MS } from '@/lib/models/classify/reset-time';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const classify = (error: unknown) => classifyProviderError(error, { provider: 'Acme', now: NOW });

function apiError(
  statusCode: number | undefined,
  extra: Partial<ConstructorParameters<typeof APICallError>[0]> = {},
) {
  return new APICallError({
    message: 'failed',
    url: 'https://api.example/v1?key=sk-secret',
    requestBodyValues: { prompt: 'private' },
    ...(statusCode === undefined ? {} : { statusCode }),
    ...extra,
  });
}

function coded(code: string): Error {
  return Object.assign(new Error('connect failed'), { code });
}

it.each<[string, unknown, ErrorClass, string]>([
  ['a timeout of fetch', new DOMException('late', 'TimeoutError'), 'timeout', 'provider_timeout'],
  [
    'a refused connection',
    new TypeError('fetch failed', { cause: coded('ECONNREFUSED') }),
    'network',
    'provider_unreachable',
  ],
  [
    'an unknown host',
    new TypeError('fetch failed', { cause: coded('ENOTFOUND') }),
    'network',
    'provider_unreachable',
  ],
  [
    'a slow connect',
    new TypeError('fetch failed', { cause: coded('UND_ERR_CONNECT_TIMEOUT') }),
    'timeout',
    'provider_timeout',
  ],
  ['slow headers', coded('UND_ERR_HEADERS_TIMEOUT'), 'timeout', 'provider_timeout'],
  [
    'a socket that closed',
    new TypeError('terminated', { cause: coded('UND_ERR_SOCKET') }),
    'network',
    'provider_unreachable',
  ],
  [
    'a bad certificate',
    new TypeError('fetch failed', { cause: coded('CERT_HAS_EXPIRED') }),
    'network',
    'provider_unreachable',
  ],
  [
    'both addresses refused',
    new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]),
    'network',
    'provider_unreachable',
  ],
  [
    'the SDK’s wrapper around retries',
    new RetryError({ message: 'tried', reason: 'maxRetriesExceeded', errors: [apiError(503)] }),
    'overloaded',
    'provider_overloaded',
  ],
  [
    'an in-band object',
    { message: 'Rate limit reached', type: 'tokens', code: 'rate_limit_exceeded' },
    'rate_limited',
    'provider_rate_limited',
  ],
  [
    'an in-band string',
    'The server is overloaded, please try again later',
    'overloaded',
    'provider_overloaded',
  ],
  [
    'Gemini’s refusal of a place',
    apiError(400, {
      responseBody:
        '{"error":{"code":400,"message":"User location is not supported for the API use.","status":"FAILED_PRECONDITION"}}',
    }),
    'invalid_input',
    'provider_refused',
  ],
  ['a body that is too large', apiError(413), 'invalid_input', 'context_too_long'],
  [
    'an in-band refusal of a key',
    { error: { message: 'no', code: 'invalid_api_key' } },
    'auth',
    'provider_key_refused',
  ],
  ['what nobody knows', Symbol('odd'), 'overloaded', 'provider_nonsense'],
  ['nothing at all', undefined, 'overloaded', 'provider_nonsense'],
])('names %s', (_, error, errorClass, code) => {
  expect(classify(error)).toMatchObject({ class: errorClass, code });
});

it('leaves a JobError as it is', () => {
  const error = new JobError('bug', 'ours', 'Ours.');
  expect(classify(error)).toBe(error);
});

it('is total, tells nothing of what it was given, and bounds every wait', () => {
  const secret = 'sk-live-4242';
  const leaf = fc.oneof(
    fc.constantFrom(
      secret,
      `https://api.example/?key=${secret}`,
      'private words',
      '429',
      'UNAVAILABLE',
    ),
    fc.string(),
    fc.integer(),
    fc.constant(null),
  );
  const { tree: anything } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          'error',
          'message',
          'code',
          'status',
          'type',
          'details',
          'retryDelay',
          'cause',
          'x',
        ),
        tie('tree'),
      ),
    ),
  }));
  const error = fc.oneof(
    anything,
    fc
      .tuple(
        fc.option(fc.integer({ min: 100, max: 599 }), { nil: undefined }),
        anything,
        fc.dictionary(
          fc.constantFrom(
            'retry-after',
            'Retry-After-Ms',
            'x-ratelimit-reset-tokens',
            'x-ratelimit-remaining-tokens',
          ),
          fc.oneof(fc.string(), fc.integer().map(String)),
        ),
      )
      .map(([status, body, responseHeaders]) =>
        apiError(status, { responseHeaders, responseBody: JSON.stringify(body), data: body }),
      ),
    anything.map((cause) => new Error(`${secret} private words`, { cause })),
  );
  fc.assert(
    fc.property(error, (value) => {
      const job = classify(value);
      expect(ERROR_CLASSES).toContain(job.class);
      expect(job.message).toMatch(/^[A-Z].*\.$/);
      expect(`${job.message} ${job.code} ${String(job.cause)}`).not.toMatch(
        /sk-live|private|example/,
      );
      if (job.retryAfterMs !== undefined) {
        expect(job.retryAfterMs).toBeGreaterThanOrEqual(0);
        expect(job.retryAfterMs).toBeLessThanOrEqual(MAX_RETRY_AFTER_MS);
      }
    }),
    { numRuns: 500, seed: 29 },
  );
});

it('survives an error that is its own cause', () => {
  const error = new Error('round');
  error.cause = error;
  expect(classify(error).class).toBe('overloaded');
});
