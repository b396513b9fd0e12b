import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { describeRefusal, parseRetryAfter, readProblem } from '@/lib/outbox/send-error';

const refused = (status: number, code: string | null = null, detail: string | null = null) =>
  describeRefusal({ status, code, detail, retryAfterMs: null }, { size: 700_000_000 });

describe('what a refusal means for an item', () => {
  it.each([
    [0, null, 'network'],
    [401, 'expired_token', 'signed_out'],
    [409, 'upload_conflict', 'upload_conflict'],
    [423, 'upload_busy', 'upload_busy'],
    [429, null, 'rate_limited'],
    [429, 'rate_limited', 'rate_limited'],
    [429, 'over_budget', 'over_budget'],
    [503, 'queue_full', 'queue_full'],
    [500, null, 'server'],
    [503, 'unavailable', 'unavailable'],
  ])('%d %s waits and tries again', (status, code, described) =>
    expect(refused(status, code)).toMatchObject({ code: described, retryable: true }),
  );

  it.each([
    [403, 'foreign_origin'],
    [409, 'idempotency_conflict'],
    [413, 'storage_full'],
    [415, 'unsupported_media'],
    [422, 'invalid_input'],
  ])('%d %s needs a person', (status, code) =>
    expect(refused(status, code)).toMatchObject({ code, retryable: false }),
  );

  it('says how large a file is that the server does not take', () => {
    expect(refused(413, 'payload_too_large').message).toContain('700 MB');
  });

  it('passes on what the server said where this page has no better words', () => {
    expect(refused(422, 'invalid_input', 'Field x is wrong.').message).toBe('Field x is wrong.');
    expect(refused(413, 'storage_full', 'You have 2 GB.').message).toBe('You have 2 GB.');
  });

  it('has words for every status and code, and never retries what cannot change', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 599 }),
        fc.option(fc.string()),
        fc.option(fc.string({ minLength: 1 })),
        (status, code, detail) => {
          const described = refused(status, code, detail);
          expect(described.message).not.toBe('');
          if (status === 415 || status === 422 || status === 404) {
            expect(described.retryable).toBe(false);
          }
        },
      ),
    );
  });
});

describe('reading an answer', () => {
  it('takes code and detail from a problem document', () => {
    const text = JSON.stringify({
      title: 't',
      status: 415,
      code: 'unsupported_media',
      detail: 'No.',
    });
    expect(readProblem(text)).toEqual({ code: 'unsupported_media', detail: 'No.' });
  });

  it('takes nothing from anything else, and never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void readProblem(text)));
    fc.assert(
      fc.property(fc.json(), (text) => {
        const { code, detail } = readProblem(text);
        for (const part of [code, detail])
          expect(part === null || typeof part === 'string').toBe(true);
      }),
    );
    expect(readProblem('<html>')).toEqual({ code: null, detail: null });
  });

  it('reads Retry-After as seconds or as a date', () => {
    const now = Date.parse('2026-11-22T10:00:00Z');
    expect(parseRetryAfter('7', now)).toBe(7_000);
    expect(parseRetryAfter('Sun, 22 Nov 2026 10:00:30 GMT', now)).toBe(30_000);
    expect(parseRetryAfter('Sun, 22 Nov 2026 09:00:00 GMT', now)).toBe(0);
    expect([parseRetryAfter('soon', now), parseRetryAfter(null, now)]).toEqual([null, null]);
  });
});
