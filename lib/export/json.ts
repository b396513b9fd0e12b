import { oneLine } from './one-line';
import type { TranscriptDocument } from './transcript-document';

/** Everything that is known, for programs. `version` changes when a field does. */
export function toJson(document: TranscriptDocument): string {
  const { title, language, duration, segments, engine, createdAt } = document;
  const text = segments
    .map((segment) => oneLine(segment.text))
    .filter((line) => line !== '')
    .join('\n');
  const content = { version: 1, title, createdAt, language, duration, engine, text, segments };
  return `${JSON.stringify(content, null, 2)}\n`;
}
