import type { TranscriptionInput } from '../../jobs/kinds/transcription';
import type { MediaStore } from '../../media/storage/media-store';

/**
 * Keeps or deletes a recording that was transcribed, and answers whether it is still there. One that could
 * not be deleted is still there, and goes when its time is over: the transcript is not lost for it. Nobody is told
 * that a recording is gone unless the store said so.
 */
export async function settleMedia(
  media: MediaStore,
  { mediaId, keepMedia }: TranscriptionInput,
  keepUntil: number,
): Promise<boolean> {
  try {
    if (keepMedia) {
      await media.change(mediaId, { keep: true, expireAt: keepUntil });
    } else {
      await media.delete(mediaId);
    }
  } catch {
    return media.info(mediaId).then(
      (info) => info !== null,
      () => true,
    );
  }
  return keepMedia;
}
