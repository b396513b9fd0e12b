/** Best first: Opus in WebM (Chrome, Edge, Firefox, Safari from 18.4), AAC in MP4 (Safari), Opus in Ogg (older Firefox). */
const FORMATS = [
  'audio/webm;codecs=opus',
  'audio/mp4;codecs=mp4a.40.2',
  'audio/mp4',
  'audio/ogg;codecs=opus',
  'audio/webm',
] as const;

/** Speech is transparent at this rate, and an hour has 29 MB. */
export const BITS_PER_SECOND = 64_000;

/** The first format that this browser records; null when it records none of them. */
export function chooseFormat(isSupported: (mimeType: string) => boolean): string | null {
  return FORMATS.find(isSupported) ?? null;
}

/** A file extension for what was recorded or chosen, without the dot. */
export function extensionOf(mimeType: string): string {
  const type = mimeType.split(';')[0]?.trim() ?? '';
  if (type === 'audio/mp4') return 'm4a';
  if (type === 'audio/ogg') return 'ogg';
  if (type === 'audio/mpeg') return 'mp3';
  return type.split('/')[1]?.replace(/^x-/, '') ?? 'webm';
}

/** The name of a recording that was given none: `Recording 22 Nov, 10:14`, in local time. */
export function defaultName(at: number, locale = 'en-GB'): string {
  const when = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
  return `Recording ${when}`;
}
