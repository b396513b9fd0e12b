import type { Job } from '../jobs/job';
import type { MediaStore } from '../media/storage/media-store';
import type { Queue } from '../queue/queue';

/** Deletes an ended job, and the recording that it was made from. @throws QueueError `illegal_transition` */
export async function deleteJob(
  { queue, media }: { queue: Queue; media: MediaStore },
  job: Job,
): Promise<void> {
  const mediaId = mediaIdOf(await queue.input(job));
  await queue.remove(job.id);
  if (mediaId === null) return;
  const info = await media.info(mediaId);
  if (info?.ownerId === job.userId) await media.delete(mediaId);
}

function mediaIdOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('mediaId' in input)) return null;
  return typeof input.mediaId === 'string' ? input.mediaId : null;
}
