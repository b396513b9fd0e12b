import { oneLine } from './one-line';
import { clockTime } from './timestamp';
import type { TranscriptDocument } from './transcript-document';

/** The words alone, one paragraph a segment; with `[m:ss]` before each when times are wanted. */
export function toTxt(document: TranscriptDocument, options: { times?: boolean } = {}): string {
  const lines = document.segments
    .map((segment) => ({ start: segment.start, text: oneLine(segment.text) }))
    .filter(({ text }) => text !== '')
    .map(({ start, text }) => (options.times ? `[${clockTime(start)}] ${text}` : text));
  return lines.length === 0 ? '' : `${lines.join('\n\n')}\n`;
}
