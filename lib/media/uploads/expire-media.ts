import type { MediaStore } from '../storage/media-store';

/** More than a person waits for while an upload of theirs begins. */
const BATCH = 50;
const EVERY_MS = 10 * 60_000;

const sweptAt = new WeakMap<MediaStore, number>();

/**
 * Deletes files whose time is over: unfinished uploads, recordings that no job took, and those that were kept
 * as long as their job. Called where uploads begin, for nothing else makes files: what is over goes as new
 * ones come. At most once in ten minutes does it look. Answers how many were deleted.
 */
export async function sweepExpiredMedia(media: MediaStore, now: number): Promise<number> {
  if (now - (sweptAt.get(media) ?? -Infinity) < EVERY_MS) return 0;
  sweptAt.set(media, now);
  const files = await media.expired(now, BATCH);
  const deleted = await Promise.all(files.map((file) => media.delete(file.id)));
  return deleted.filter(Boolean).length;
}
