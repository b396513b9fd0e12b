import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fingerprint, idOfKey } from '@/lib/queue/fingerprint';

/** The same value with every object's keys written in another order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, inner]) => [key, turned(inner)]));
}

describe('the fingerprint of an input', () => {
  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (input) => {
        expect(fingerprint('chat', turned(input))).toBe(fingerprint('chat', input));
      }),
    );
  });

  it('differs when the input differs', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        fc.pre(sorted(one) !== sorted(other));
        expect(fingerprint('chat', one)).not.toBe(fingerprint('chat', other));
      }),
    );
  });

  it('differs when the kind or the order of a list differs', () => {
    expect(fingerprint('chat', { a: 1 })).not.toBe(fingerprint('summary', { a: 1 }));
    expect(fingerprint('chat', [1, 2])).not.toBe(fingerprint('chat', [2, 1]));
  });
});

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  const inner = value as Record<string, unknown>;
  return `{${keys.map((key) => `${JSON.stringify(key)}:${sorted(inner[key])}`).join()}}`;
}

describe('the id under an idempotency key', () => {
  it('is one for one user and key, and another for any other', () => {
    const pair = fc.tuple(fc.string(), fc.string());
    fc.assert(
      fc.property(pair, pair, ([user, key], [otherUser, otherKey]) => {
        expect(idOfKey(user, key)).toBe(idOfKey(user, key));
        fc.pre(user !== otherUser || key !== otherKey);
        expect(idOfKey(user, key)).not.toBe(idOfKey(otherUser, otherKey));
      }),
    );
  });

  it('cannot be steered by a user whose name holds the separator', () => {
    expect(idOfKey('a\nb', 'c')).not.toBe(idOfKey('a', 'b\nc'));
    expect(idOfKey('1:a', 'b')).not.toBe(idOfKey('1', 'a\nb'));
  });

  it('is one that every route and rule takes for a job’s id', () => {
    expect(idOfKey('ann', 'any key ☃')).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
  });
});
