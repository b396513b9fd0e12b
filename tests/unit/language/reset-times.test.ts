import { APICallError } from 'ai';
import { describe, expect, it } from 'vitest';

import { classifyProviderError } from '@/lib/models/classify/classify';
import { MAX_RETRY_AFTER_MS, parseDuration, parseReset } from '@/lib/models/classify/reset-time';

const NOW = Date.parse('2026-01-01T00:00:00Z');

/** The wait that a 429 with these headers leads to. */
function waitFor(responseHeaders: Record<string, string>): number | undefined {
  const error = new APICallError({
    message: 'failed',
    url: 'https://api.example/v1',
    requestBodyValues: undefined,
    statusCode: 429,
    responseHeaders,
  });
  return classifyProviderError(error, { provider: 'Acme', now: NOW }).retryAfterMs;
}

describe('reset times', () => {
  it.each([
    ['7', 7_000],
    ['0.5', 500],
    ['6m0s', 360_000],
    ['20ms', 20],
    ['1h2m3.5s', 3_723_500],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
    ['2026-01-01T00:00:30Z', 30_000],
    [String(NOW / 1_000 + 12), 12_000],
    [String(NOW + 1_500), 1_500],
    ['soon', undefined],
    ['', undefined],
  ])('reads %j', (value, ms) => {
    expect(parseReset(value, NOW)).toBe(ms);
  });

  it('reads no duration out of anything else', () => {
    expect(parseDuration('3 apples')).toBeUndefined();
  });

  it('are never negative, never more than a day', () => {
    const wait = (value: string) => waitFor({ 'Retry-After': value });
    expect(wait('Thu, 01 Jan 1970 00:00:00 GMT')).toBe(0);
    expect(wait('99999999')).toBe(MAX_RETRY_AFTER_MS);
  });

  it('take the soonest when no limit says that it is spent', () => {
    const responseHeaders = {
      'x-ratelimit-reset-requests': '2m59s',
      'x-ratelimit-reset-tokens': '7.6s',
    };
    expect(waitFor(responseHeaders)).toBe(7_600);
  });
});
