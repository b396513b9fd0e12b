import type { MediaStore } from '../storage/media-store';

/** More than a person waits for while an upload of theirs begins. */
const BATCH = 50;
const EVERY_MS = 10 * 60_000;

const sweptAt = new WeakMap<MediaStore, number>();

/**
 * Deletes files whose time is over: unfinished uploads, recordings that no job took, and those that were kept
 * as long as their job. Called where uploads begin, so that what is over makes room for what comes; the nightly
 * clean-up takes the rest. At most once in ten minutes does it look. Answers how many were deleted.
 */
export async function sweepExpiredMedia(media: MediaStore, now: number): Promise<number> {
  if (now - (sweptAt.get(media) ?? -Infinity) < EVERY_MS) return 0;
  sweptAt.set(media, now);
  return deleteExpired(media, now);
}

/** Deletes some of the files whose time is over. Answers how many. */
export async function deleteExpired(media: MediaStore, now: number): Promise<number> {
  const files = await media.expired(now, BATCH);
  const deleted = await Promise.all(files.map((file) => media.delete(file.id)));
  return deleted.filter(Boolean).length;
}
