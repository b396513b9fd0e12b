import type { MediaStore } from '../storage/media-store';

const BATCH = 100;

/** Deletes files whose time is over: unfinished uploads, and recordings that no job took. Answers how many. */
export async function deleteExpiredMedia(media: MediaStore, now: number): Promise<number> {
  const files = await media.expired(now, BATCH);
  const deleted = await Promise.all(files.map((file) => media.delete(file.id)));
  return deleted.filter(Boolean).length;
}
