import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readRange } from '@/lib/http/byte-range';

describe('readRange', () => {
  it.each([
    [null, 'whole'],
    ['bytes=0-', { start: 0, end: 99 }],
    ['bytes=10-19', { start: 10, end: 19 }],
    ['bytes=90-1000', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-1000', { start: 0, end: 99 }],
    ['bytes=99-99', { start: 99, end: 99 }],
  ] as const)('reads %s of a file of 100 bytes', (header, range) => {
    expect(readRange(header, 100)).toEqual(range);
  });

  it.each(['bytes=100-', 'bytes=100-200', 'bytes=-0'])('finds nothing at %s', (header) => {
    expect(readRange(header, 100)).toBe('none');
  });

  it.each(['bytes=5-4', 'bytes=-', 'bytes=a-b', 'items=0-1', 'bytes=0-1,5-6', ''])(
    'follows no header like "%s"',
    (header) => {
      expect(readRange(header, 100)).toBe('whole');
    },
  );

  it('finds nothing in an empty file', () => {
    expect(readRange('bytes=0-', 0)).toBe('none');
    expect(readRange('bytes=-5', 0)).toBe('none');
  });

  it('never answers a range outside of the file', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.nat(), fc.nat(2 ** 40), (noise, a, b, size) => {
        for (const header of [`bytes=${a}-${b}`, `bytes=-${a}`, `bytes=${a}-`, `bytes=${noise}`]) {
          const range = readRange(header, size);
          if (typeof range === 'string') continue;
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.start).toBeLessThanOrEqual(range.end);
          expect(range.end).toBeLessThan(size);
        }
      }),
    );
  });
});
