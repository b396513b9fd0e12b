import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { bucketMediaStore } from '@/lib/media/storage/bucket-media-store';
import { diskMediaStore } from '@/lib/media/storage/disk-media-store';
import { openMediaStore } from '@/lib/media/storage/open-media-store';

import { startFakeBucket } from './fake-bucket';
import { describeMediaStore, NOW, stored } from './media-store-suite';

describeMediaStore('disk', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'firelane-test-'));
  return {
    store: diskMediaStore(join(directory, 'media'), () => NOW),
    close: () => rm(directory, { recursive: true }),
  };
});

describeMediaStore('bucket', async () => {
  const { bucket, stop } = await startFakeBucket();
  return {
    store: bucketMediaStore(
      () => Promise.resolve(bucket),
      'app/',
      () => NOW,
    ),
    close: stop,
  };
});

describe('media on disk', () => {
  it('leaves no draft and no bytes behind', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'firelane-test-'));
    const store = openMediaStore('disk', directory);
    const id = await stored(store, 'sound');
    await store.change(id, { keep: true });
    await store.delete(id);
    const [owner = ''] = await readdir(join(directory, 'media'));
    expect(await readdir(join(directory, 'media', owner))).toEqual([]);
    await rm(directory, { recursive: true });
  });

  it('cannot be opened by a setting that names nothing', () => {
    expect(() => openMediaStore('s3://x', '/tmp')).toThrow('gs://bucket/prefix');
  });
});
