/** XML 1.0 has no way to write most control characters or half a surrogate pair: a file with one does not open. */
export function printable(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
}
