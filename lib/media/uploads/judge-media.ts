import { ACCEPTED_FORMATS, SNIFF_BYTES, sniffMedia } from '../sniff';
import type { MediaInfo, MediaStore } from '../storage/media-store';
import { UploadError } from './upload-error';

/** How long a whole file waits to be made a job, and then for the job to take it. Milliseconds. */
const WHOLE_FILE_MS = 7 * 24 * 60 * 60_000;

/**
 * Judges a whole file by its first bytes and records what it is. One that is neither audio nor video is
 * deleted.
 * @throws UploadError `unsupported_media`
 */
export async function judgeMedia(media: MediaStore, info: MediaInfo): Promise<MediaInfo> {
  const format = await sniffMedia(await readHead(media, info));
  if (format === null) {
    await media.delete(info.id);
    throw new UploadError(
      'unsupported_media',
      `This is not an audio or video file that we can read. Send ${ACCEPTED_FORMATS}.`,
    );
  }
  return media.change(info.id, {
    mediaType: format.mediaType,
    expireAt: Date.now() + WHOLE_FILE_MS,
  });
}

async function readHead(media: MediaStore, info: MediaInfo): Promise<Uint8Array> {
  if (info.size === 0) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  const end = Math.min(info.size, SNIFF_BYTES) - 1;
  for await (const chunk of media.read(info.id, { start: 0, end })) chunks.push(chunk);
  return Buffer.concat(chunks);
}
