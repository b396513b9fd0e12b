import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { PAYLOAD_LIMIT } from '@/lib/jobs/payload-limit';
import { INLINE_LIMIT, pack, PART_LIMIT, unpack } from '@/lib/queue/payload';

const owner = { userId: 'ann', expireAt: 1_000 };

/** Back and forth as the stores do it: each text travels as UTF-8. */
function roundTrip(value: unknown): unknown {
  const packed = pack('output', value, owner);
  const texts = packed.parts.flatMap((part) => part.texts);
  expect(texts).toHaveLength(packed.partCount);
  const travelled = texts.map((text) => Buffer.from(text, 'utf8').toString('utf8'));
  return unpack(packed.inline, travelled);
}

describe('a payload', () => {
  it('comes back as it was, whatever is in it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // JSON itself knows no negative zero.
        expect(roundTrip(value)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 50 },
    );
  });

  it('comes back as it was from parts, wherever a character lies on their border', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('a', 'ü', '中', '😀', '👩‍👩‍👧‍👦'),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: PART_LIMIT, max: PART_LIMIT + 12 }),
        (character, before, length) => {
          const value = 'x'.repeat(before) + character.repeat(length / character.length);
          expect(roundTrip(value)).toBe(value);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('never parts the halves of a character', () => {
    for (const before of [0, 1]) {
      const packed = pack('input', 'x'.repeat(before) + '😀'.repeat(PART_LIMIT), owner);
      for (const text of packed.parts.flatMap((part) => part.texts)) {
        expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text);
        expect(text.length).toBeLessThanOrEqual(PART_LIMIT);
        expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024 - 4_096);
      }
    }
  });

  it('keeps a lone half of a character, which UTF-8 alone would lose', () => {
    const value = `\ud83d${'x'.repeat(INLINE_LIMIT)}`;
    expect(roundTrip(value)).toBe(value);
  });

  it('stands in the job up to the limit, and beside it above', () => {
    // Two characters are the quotes of JSON.
    const within = pack('input', 'x'.repeat(INLINE_LIMIT - 2), owner);
    expect(within).toMatchObject({ parts: [], partCount: 0 });
    expect(within.inline).toHaveLength(INLINE_LIMIT);
    const above = pack('input', 'x'.repeat(INLINE_LIMIT - 1), owner);
    expect(above).toMatchObject({ inline: null, partCount: 1 });
  });

  it('fills parts to the last character, and no further', () => {
    expect(pack('input', 'x'.repeat(PART_LIMIT - 2), owner).partCount).toBe(1);
    expect(pack('input', 'x'.repeat(PART_LIMIT - 1), owner).partCount).toBe(2);
    expect(pack('input', 'x'.repeat(PAYLOAD_LIMIT - 2), owner).partCount).toBe(4);
  });

  it('that is too large is refused by name, and says how large', () => {
    const call = (): unknown => pack('output', 'x'.repeat(PAYLOAD_LIMIT - 1), owner);
    expect(call).toThrow(
      expect.objectContaining({
        code: 'payload_too_large',
        message: expect.stringContaining(String(PAYLOAD_LIMIT + 1)) as string,
      }),
    );
  });

  it('outlives its job, and belongs to the job’s owner', () => {
    const [part] = pack('input', 'x'.repeat(INLINE_LIMIT), owner).parts;
    expect(part).toMatchObject({ name: 'input', from: 0, userId: 'ann' });
    expect(part?.expireAt).toBeGreaterThan(owner.expireAt + 30 * 24 * 60 * 60_000);
  });
});
