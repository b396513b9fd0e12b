import type { MediaInfo, MediaStore } from '../media/storage/media-store';
import type { Caller } from './caller';
import { HttpProblem } from './problem';

/**
 * A whole file of the caller. Another person's, and one that is still uploading, are answered like one that is
 * not there.
 * @throws HttpProblem `not_found`
 */
export async function ownedMedia(
  media: MediaStore,
  caller: Caller,
  id: string,
): Promise<MediaInfo> {
  const info = await media.info(id);
  if (info === null || info.ownerId !== caller.userId || info.offset < info.size) {
    throw new HttpProblem(
      'not_found',
      'You have no recording with this id; it may have been deleted.',
    );
  }
  return info;
}
