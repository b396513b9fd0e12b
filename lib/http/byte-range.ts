import type { ByteRange } from '../media/storage/media-store';

/**
 * What a Range header asks of a file: one range of bytes; `whole` when it says nothing that we follow (none,
 * another unit, several ranges, which RFC 9110 lets a server ignore); `none` when it is outside of the file.
 */
export function readRange(header: string | null, size: number): ByteRange | 'whole' | 'none' {
  const match = /^bytes=(\d{0,16})-(\d{0,16})$/.exec(header?.trim() ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return 'whole';
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'none' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return 'whole';
  return start >= size ? 'none' : { start, end };
}
