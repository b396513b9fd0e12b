import type { Bucket, File } from '@google-cloud/storage';

import { statusOf, unlessMissing } from './bucket-answer';
import { newMediaId, ownerPrefix, placeOf } from './media-id';
import { mediaRecordSchema } from './media-record';
import type { MediaRecord } from './media-record';
import { isMediaId, mediaNotFound, moreThanAnnounced, offsetMismatch } from './media-store';
import type { ByteRange, MediaChange, MediaInfo, MediaStore } from './media-store';

/** How many bytes one part object holds at most; an append keeps as many in memory. */
const PART_BYTES = 8 * 1024 * 1024;
const OFFSET_DIGITS = 15;
const CHANGE_TRIES = 5;

/** What an upload's part is called and where in the file it lies. */
interface Part {
  file: File;
  start: number;
  /** One past its last byte. */
  end: number;
}

/**
 * Files in a Cloud Storage bucket. `{prefix}info/{owner}/{file}` is an empty object whose metadata says what
 * is known of the file; its bytes are parts, `{prefix}parts/{owner}/{file}/{offset}`, each written whole and
 * only if no other is there: so two appends at one place cannot both succeed, and nothing has to be
 * composed. The SDK retries each call.
 */
export function bucketMediaStore(
  openBucket: () => Promise<Bucket>,
  prefix = '',
  now: () => number = Date.now,
): MediaStore {
  let opened: Promise<Bucket> | null = null;
  const bucket = (): Promise<Bucket> => (opened ??= openBucket());

  const nameOf = (kind: 'info' | 'parts', id: string): string => {
    const { folder, name } = placeOf(id);
    return `${prefix}${kind}/${folder}/${name}`;
  };

  async function find(id: string): Promise<{ file: File; record: MediaRecord } | null> {
    if (!isMediaId(id)) return null;
    const file = (await bucket()).file(nameOf('info', id));
    const metadata = await unlessMissing(file.getMetadata());
    return metadata === null ? null : { file, record: recordOf(metadata[0]) };
  }

  async function partsOf(id: string): Promise<Part[]> {
    const folder = `${nameOf('parts', id)}/`;
    const [files] = await (await bucket()).getFiles({ prefix: folder });
    return files.map((file) => {
      const start = Number(file.name.slice(folder.length));
      return { file, start, end: start + Number(file.metadata.size) };
    });
  }

  async function withOffset(id: string, record: MediaRecord): Promise<MediaInfo> {
    return { id, ...record, offset: (await partsOf(id)).at(-1)?.end ?? 0 };
  }

  async function savePart(id: string, offset: number, bytes: Uint8Array): Promise<void> {
    const name = `${nameOf('parts', id)}/${String(offset).padStart(OFFSET_DIGITS, '0')}`;
    const file = (await bucket()).file(name, { preconditionOpts: { ifGenerationMatch: 0 } });
    try {
      await file.save(Buffer.from(bytes), {
        resumable: false,
        contentType: 'application/octet-stream',
      });
    } catch (error) {
      throw statusOf(error) === 412 ? offsetMismatch() : error;
    }
  }

  async function* read(id: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
    if ((await find(id)) === null) throw mediaNotFound();
    const from = range?.start ?? 0;
    const to = (range?.end ?? Number.MAX_SAFE_INTEGER - 1) + 1;
    for (const { file, start, end } of await partsOf(id)) {
      if (end <= from || start >= to) continue;
      const within = { start: Math.max(from, start) - start, end: Math.min(to, end) - start - 1 };
      yield* file.createReadStream({ ...within, validation: false }) as AsyncIterable<Buffer>;
    }
  }

  async function infosUnder(folder: string): Promise<{ id: string; record: MediaRecord }[]> {
    const start = `${prefix}info/`;
    const [files] = await (await bucket()).getFiles({ prefix: start + folder });
    return files.map((file) => ({
      id: file.name.slice(start.length).replace('/', ''),
      record: recordOf(file.metadata),
    }));
  }

  return {
    async create(size, media) {
      const id = newMediaId(media.ownerId);
      const record = { ...media, mediaType: null, size, createdAt: now() };
      const file = (await bucket()).file(nameOf('info', id), {
        preconditionOpts: { ifGenerationMatch: 0 },
      });
      await file.save('', { resumable: false, metadata: { metadata: metadataOf(record) } });
      return id;
    },

    async append(id, offset, bytes) {
      const found = await find(id);
      if (found === null) throw mediaNotFound();
      if ((await partsOf(id)).reduce((_, part) => part.end, 0) !== offset) throw offsetMismatch();
      const room = found.record.size;
      let end = offset;
      let waiting: Uint8Array[] = [];
      let waitingBytes = 0;
      const flush = async (): Promise<void> => {
        if (waitingBytes === 0) return;
        await savePart(id, end, Buffer.concat(waiting));
        end += waitingBytes;
        waiting = [];
        waitingBytes = 0;
      };
      try {
        for await (const piece of bytes) {
          const taken = piece.subarray(0, room - end - waitingBytes);
          waiting.push(taken);
          waitingBytes += taken.length;
          if (taken.length < piece.length) throw moreThanAnnounced();
          if (waitingBytes >= PART_BYTES) await flush();
        }
      } finally {
        // Also when the source broke off: what came before stays.
        await flush();
      }
      return end;
    },

    async info(id) {
      const found = await find(id);
      return found === null ? null : withOffset(id, found.record);
    },

    read,

    async change(id, change: MediaChange) {
      for (let tries = CHANGE_TRIES; ; tries -= 1) {
        const found = await find(id);
        if (found === null) throw mediaNotFound();
        const record = { ...found.record, ...change };
        const ifMetagenerationMatch = Number(found.file.metadata.metageneration);
        try {
          await found.file.setMetadata({ metadata: metadataOf(record) }, { ifMetagenerationMatch });
          return await withOffset(id, record);
        } catch (error) {
          // Somebody else changed it meanwhile: theirs is read, and ours applied to it.
          if (statusOf(error) !== 412 || tries <= 1) throw error;
        }
      }
    },

    async delete(id) {
      const found = await find(id);
      if (found === null) return false;
      // The record last: what was interrupted is found and deleted again.
      await (await bucket()).deleteFiles({ prefix: `${nameOf('parts', id)}/` });
      await found.file.delete({ ignoreNotFound: true });
      return true;
    },

    async list(ownerId) {
      const infos = await infosUnder(`${ownerPrefix(ownerId)}/`);
      const own = infos.filter(({ record }) => record.ownerId === ownerId);
      return Promise.all(own.map(({ id, record }) => withOffset(id, record)));
    },

    async expired(before, limit) {
      const infos = await infosUnder('');
      const due = infos.filter(({ record }) => record.expireAt < before).slice(0, limit);
      return Promise.all(due.map(({ id, record }) => withOffset(id, record)));
    },

    async check() {
      await (await bucket()).getFiles({ prefix: `${prefix}info/`, maxResults: 1 });
    },
  };
}

/** Object metadata are texts: one of them holds the record as JSON. */
const metadataOf = (record: MediaRecord): { media: string } => ({ media: JSON.stringify(record) });

function recordOf(metadata: File['metadata']): MediaRecord {
  return mediaRecordSchema.parse(JSON.parse(String(metadata.metadata?.['media'])));
}
