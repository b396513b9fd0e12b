import { join } from 'node:path';

import { bucketMediaStore } from './bucket-media-store';
import { diskMediaStore } from './disk-media-store';
import type { MediaStore } from './media-store';

const BUCKET = /^gs:\/\/([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])(?:\/(.*))?$/;

/**
 * The media store that a setting names.
 * @param setting `disk`, or `gs://bucket` with a prefix or none
 * @param dataDirectory where `disk` keeps its files
 * @throws Error for a setting that is neither
 */
export function openMediaStore(setting: string, dataDirectory: string): MediaStore {
  if (setting === 'disk') return diskMediaStore(join(dataDirectory, 'media'));
  const [, bucket, folder = ''] = BUCKET.exec(setting) ?? [];
  if (bucket === undefined) {
    throw new Error(`Media storage is "disk" or "gs://bucket/prefix", not "${setting}".`);
  }
  const prefix = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  return bucketMediaStore(async () => {
    // Loaded when it is used: most servers keep their files on disk.
    const { Storage } = await import('@google-cloud/storage');
    return new Storage().bucket(bucket);
  }, prefix);
}
