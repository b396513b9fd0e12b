import { captionLines, cuesFrom } from './cues';
import { srtTimestamp } from './timestamp';
import type { TranscriptDocument } from './transcript-document';

/** SubRip has no escapes: an arrow inside a caption is written so that no parser takes it for a time line. */
const escape = (line: string) => line.replaceAll('-->', '->');

/** The transcript as SubRip captions, numbered from 1. */
export function toSrt(document: TranscriptDocument): string {
  return cuesFrom(document.segments)
    .map((cue, index) => {
      const times = `${srtTimestamp(cue.start)} --> ${srtTimestamp(cue.end)}`;
      return `${index + 1}\n${times}\n${captionLines(cue.text).map(escape).join('\n')}\n`;
    })
    .join('\n');
}
