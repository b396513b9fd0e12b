import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';

import { newMediaId, ownerPrefix, placeOf } from './media-id';
import { mediaRecordSchema } from './media-record';
import type { MediaRecord } from './media-record';
import {
  appendInProgress,
  isMediaId,
  mediaNotFound,
  moreThanAnnounced,
  offsetMismatch,
} from './media-store';
import type { ByteRange, MediaChange, MediaInfo, MediaStore, NewMedia } from './media-store';

const INFO = '.json';
const BYTES = '.bytes';

/**
 * Files on the local disk: `{directory}/{owner}/{file}.bytes` and, beside it, what is known of it. A file
 * exists once its record does. For one machine: two may share the directory only over a file system that
 * renames atomically.
 */
export function diskMediaStore(directory: string, now: () => number = Date.now): MediaStore {
  const appending = new Set<string>();
  let lastChange: Promise<unknown> = Promise.resolve();

  function pathOf(id: string, ending: string): string {
    const { folder, name } = placeOf(id);
    return join(directory, folder, name + ending);
  }

  async function readRecord(id: string): Promise<MediaRecord | null> {
    if (!isMediaId(id)) return null;
    const text = await unlessMissing(readFile(pathOf(id, INFO), 'utf8'));
    return text === null ? null : mediaRecordSchema.parse(JSON.parse(text));
  }

  async function writeRecord(id: string, record: MediaRecord): Promise<void> {
    const path = pathOf(id, INFO);
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, JSON.stringify(record), { mode: 0o600, flush: true });
    await rename(draft, path);
  }

  async function info(id: string): Promise<MediaInfo | null> {
    const record = await readRecord(id);
    if (record === null) return null;
    const bytes = await unlessMissing(stat(pathOf(id, BYTES)));
    return { id, offset: bytes?.size ?? 0, ...record };
  }

  async function applyChange(id: string, change: MediaChange): Promise<MediaInfo> {
    const record = await readRecord(id);
    if (record === null) throw mediaNotFound();
    await writeRecord(id, { ...record, ...change });
    const changed = await info(id);
    if (changed === null) throw mediaNotFound();
    return changed;
  }

  async function* read(id: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
    if ((await info(id)) === null) throw mediaNotFound();
    yield* createReadStream(pathOf(id, BYTES), range) as AsyncIterable<Buffer>;
  }

  async function idsIn(folder: string): Promise<string[]> {
    const names = (await unlessMissing(readdir(join(directory, folder)))) ?? [];
    return names
      .filter((name) => name.endsWith(INFO))
      .map((name) => folder + name.slice(0, -INFO.length));
  }

  return {
    async create(size, media: NewMedia) {
      const id = newMediaId(media.ownerId);
      await mkdir(join(directory, placeOf(id).folder), { recursive: true, mode: 0o700 });
      await writeFile(pathOf(id, BYTES), '', { flag: 'wx', mode: 0o600 });
      await writeRecord(id, { ...media, mediaType: null, size, createdAt: now() });
      return id;
    },

    async append(id, offset, bytes) {
      const found = await info(id);
      if (found === null) throw mediaNotFound();
      if (appending.has(id)) throw appendInProgress();
      appending.add(id);
      try {
        const file = await open(pathOf(id, BYTES), 'r+');
        try {
          if ((await file.stat()).size !== offset) throw offsetMismatch();
          let end = offset;
          for await (const piece of bytes) {
            const taken = piece.subarray(0, found.size - end);
            await writeAll(file, taken, end);
            end += taken.length;
            if (taken.length < piece.length) throw moreThanAnnounced();
          }
          await file.sync();
          return end;
        } finally {
          await file.close();
        }
      } finally {
        appending.delete(id);
      }
    },

    info,
    read,

    change(id, change) {
      // One after the other, so that none overwrites what another changed.
      const changed = lastChange.then(() => applyChange(id, change));
      lastChange = changed.catch(() => undefined);
      return changed;
    },

    async delete(id) {
      if (!isMediaId(id)) return false;
      // The record last: what was interrupted is found and deleted again.
      await rm(pathOf(id, BYTES), { force: true });
      return (await unlessMissing(unlink(pathOf(id, INFO)).then(() => true))) ?? false;
    },

    async list(ownerId) {
      const ids = await idsIn(ownerPrefix(ownerId));
      const files = await Promise.all(ids.map(info));
      return files.filter((file) => file?.ownerId === ownerId) as MediaInfo[];
    },

    async expired(before, limit) {
      const found: MediaInfo[] = [];
      for (const folder of (await unlessMissing(readdir(directory))) ?? []) {
        for (const id of await idsIn(folder)) {
          const file = await info(id);
          if (file !== null && file.expireAt < before) found.push(file);
          if (found.length >= limit) return found;
        }
      }
      return found;
    },

    async check() {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const probe = join(directory, `.probe-${randomUUID()}`);
      await writeFile(probe, '');
      await unlink(probe);
    },
  };
}

async function writeAll(
  file: Awaited<ReturnType<typeof open>>,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const result = await file.write(bytes, written, bytes.length - written, position + written);
    written += result.bytesWritten;
  }
}

async function unlessMissing<T>(outcome: Promise<T>): Promise<T | null> {
  try {
    return await outcome;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}
