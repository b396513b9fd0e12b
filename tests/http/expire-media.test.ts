import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openMediaStore } from '@/lib/media/storage/open-media-store';
import type { MediaStore } from '@/lib/media/storage/media-store';
import { sweepExpiredMedia } from '@/lib/media/uploads/expire-media';

const MINUTE = 60_000;

let folder: string;
let media: MediaStore;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'firelane-expire-'));
  media = openMediaStore('disk', folder);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function file(expireAt: number): Promise<string> {
  return media.create(10, { ownerId: 'ada', fileName: 'a.wav', keep: false, expireAt });
}

describe('sweepExpiredMedia', () => {
  it('deletes what is over and leaves the rest, and looks again only after a while', async () => {
    const now = Date.now();
    const over = await file(now - 1);
    const ahead = await file(now + 5 * MINUTE);
    expect(await sweepExpiredMedia(media, now)).toBe(1);
    expect(await media.info(over)).toBeNull();
    expect(await media.info(ahead)).not.toBeNull();
    expect(await sweepExpiredMedia(media, now + 9 * MINUTE)).toBe(0);
    expect(await sweepExpiredMedia(media, now + 11 * MINUTE)).toBe(1);
    expect(await media.info(ahead)).toBeNull();
  });
});
