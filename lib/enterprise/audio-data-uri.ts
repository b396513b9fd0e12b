import { QueueError } from '../queue/queue-error';

const DATA_URI =
  /^data:((?:audio|video)\/[\w.+-]+(?:;[\w=.+",-]+)*);base64,([A-Za-z0-9+/]+={0,2})$/;

/** A recording that travels as text. */
export interface InlineAudio {
  bytes: Uint8Array;
  /** As its sender calls it; what it is, its first bytes tell. */
  extension: string;
}

/** Reads `data:audio/…;base64,…`. @throws QueueError `invalid_input`, `payload_too_large` */
export function readAudioDataUri(uri: string, maxBytes: number): InlineAudio {
  // Before the pattern, so that nothing is matched that could not be taken.
  if (uri.length > maxBytes * 1.4 + 1_000) throw tooLarge(maxBytes);
  const match = DATA_URI.exec(uri);
  if (match === null) {
    throw new QueueError('invalid_input', 'The recording cannot be read.', [
      { path: ['audioDataUri'], message: 'Send "data:audio/…;base64,…" with the recording in it.' },
    ]);
  }
  const [, mediaType = '', base64 = ''] = match;
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > maxBytes) throw tooLarge(maxBytes);
  const subtype = /\/(?:x-)?([\w-]+)/.exec(mediaType)?.[1] ?? 'audio';
  return { bytes, extension: subtype === 'mpeg' ? 'mp3' : subtype };
}

function tooLarge(maxBytes: number): QueueError {
  const megabytes = Math.floor(maxBytes / 1024 / 1024);
  return new QueueError(
    'payload_too_large',
    `The recording is larger than ${megabytes} MB. Upload it as a file instead.`,
  );
}
