import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeCursor, encodeCursor } from '@/lib/queue/cursor';

describe('a cursor', () => {
  it('names the place that it was made of', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 9_999_999_999_999 }),
        fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
        (createdAt, id) => {
          const cursor = encodeCursor({ createdAt, id });
          expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
          expect(decodeCursor(cursor)).toEqual({ createdAt, id });
        },
      ),
    );
  });

  it('that no list answered is refused as input, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        let place;
        try {
          place = decodeCursor(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_input', issues: [{ path: ['cursor'] }] });
          return;
        }
        expect(decodeCursor(encodeCursor(place))).toEqual(place);
      }),
    );
  });

  it.each(['', ':', '1:', ':a', '-1:a', '1.5:a', '1:a/b', `1:${'a'.repeat(65)}`, '1:../x'])(
    'made of %j is refused',
    (place) => {
      const forged = Buffer.from(place).toString('base64url');
      expect(() => decodeCursor(forged)).toThrow(/cursor/);
    },
  );
});
