/** A JSON pointer (RFC 6901) from keys: `['history', 0]` is `/history/0`, no keys is the whole. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
