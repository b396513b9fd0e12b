import { captionLines, cuesFrom } from './cues';
import { oneLine } from './one-line';
import { vttTimestamp } from './timestamp';
import type { TranscriptDocument } from './transcript-document';

/** WebVTT's own escapes; escaping `>` also takes care of the arrow. */
const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The transcript as WebVTT captions, for the web's own `<track>`. */
export function toVtt(document: TranscriptDocument): string {
  const title = oneLine(document.title).replaceAll('-->', '->');
  const blocks = cuesFrom(document.segments).map((cue, index) => {
    const times = `${vttTimestamp(cue.start)} --> ${vttTimestamp(cue.end)}`;
    return `${index + 1}\n${times}\n${captionLines(cue.text).map(escape).join('\n')}`;
  });
  return `${[title === '' ? 'WEBVTT' : `WEBVTT - ${title}`, ...blocks].join('\n\n')}\n`;
}
