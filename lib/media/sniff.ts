import { fileTypeFromBuffer } from 'file-type';

/** The sound and video types that we take, each with ffmpeg's name of its container. */
const DEMUXERS: ReadonlyMap<string, string> = new Map([
  ['audio/wav', 'wav'],
  ['audio/mpeg', 'mp3'],
  ['audio/x-m4a', 'mov'],
  ['audio/mp4', 'mov'],
  ['video/mp4', 'mov'],
  ['video/x-m4v', 'mov'],
  ['video/quicktime', 'mov'],
  ['video/3gpp', 'mov'],
  ['video/webm', 'matroska'],
  ['video/matroska', 'matroska'],
  ['audio/ogg', 'ogg'],
  ['video/ogg', 'ogg'],
  ['application/ogg', 'ogg'],
  ['audio/flac', 'flac'],
  ['audio/aac', 'aac'],
]);

export interface MediaFormat {
  /** What to store and to answer as Content-Type. A WebM of sound alone is `video/webm` too. */
  mediaType: string;
  /** Nothing else is tried on the file. */
  demuxer: string;
}

/** For a person: what a file may be. */
export const ACCEPTED_FORMATS = 'WAV, MP3, M4A, AAC, OGG, FLAC, WebM, MP4, MOV or 3GP';

/** How many bytes from a file's start `sniffMedia` wants to see; fewer when the file is shorter. */
export const SNIFF_BYTES = 65_536;

/** What a file is, judged by its first bytes and never by its name; null when it is nothing that we take. */
export async function sniffMedia(head: Uint8Array): Promise<MediaFormat | null> {
  const found = await fileTypeFromBuffer(head);
  const mediaType = found?.mime.split(';', 1)[0];
  const demuxer = mediaType === undefined ? undefined : DEMUXERS.get(mediaType);
  return mediaType === undefined || demuxer === undefined ? null : { mediaType, demuxer };
}
