import { toJson } from './json';
import { toSrt } from './srt';
import type { TranscriptDocument } from './transcript-document';
import { toTxt } from './txt';
import { toVtt } from './vtt';

export interface TranscriptFormat {
  id: 'txt' | 'txt_times' | 'srt' | 'vtt' | 'json' | 'docx';
  title: string;
  description: string;
  extension: string;
  /** The file's content. The Word writer is loaded when it is first asked for. */
  build: (document: TranscriptDocument) => Promise<Blob>;
}

function textFormat(type: string, write: (document: TranscriptDocument) => string) {
  return async (document: TranscriptDocument) =>
    new Blob([write(document)], { type: `${type};charset=utf-8` });
}

/** Every form that a transcript can be saved in, in the order a menu shows them. */
export const TRANSCRIPT_FORMATS: readonly TranscriptFormat[] = [
  {
    id: 'txt',
    title: 'Plain text',
    description: 'The words alone',
    extension: 'txt',
    build: textFormat('text/plain', (document) => toTxt(document)),
  },
  {
    id: 'txt_times',
    title: 'Text with times',
    description: 'A time before each paragraph',
    extension: 'txt',
    build: textFormat('text/plain', (document) => toTxt(document, { times: true })),
  },
  {
    id: 'docx',
    title: 'Word document',
    description: 'With title and times',
    extension: 'docx',
    build: async (document) => (await import('./docx')).toDocx(document),
  },
  {
    id: 'srt',
    title: 'SubRip captions',
    description: 'For video players and editors',
    extension: 'srt',
    build: textFormat('application/x-subrip', toSrt),
  },
  {
    id: 'vtt',
    title: 'WebVTT captions',
    description: 'For video on the web',
    extension: 'vtt',
    build: textFormat('text/vtt', toVtt),
  },
  {
    id: 'json',
    title: 'JSON',
    description: 'Every word with its time, for programs',
    extension: 'json',
    build: textFormat('application/json', toJson),
  },
];
