import type { Readable } from 'node:stream';

import { DataStore, Upload } from '@tus/server';

import type { MediaInfo, MediaStore } from '../storage/media-store';
import { sweepExpiredMedia } from './expire-media';
import { cleanFileName } from './file-name';
import { UploadError } from './upload-error';

/** An upload that is not finished by then is given up. Milliseconds. */
const UNFINISHED_MS = 24 * 60 * 60_000;

/** One person's uploads, as tus wants to see them. Those of others do not exist here. */
export class OwnedUploads extends DataStore {
  override extensions = ['creation', 'creation-with-upload', 'expiration', 'termination'];
  readonly #media: MediaStore;
  readonly #ownerId: string;
  readonly #quotaBytes: number;

  constructor(media: MediaStore, owner: { ownerId: string; quotaBytes: number }) {
    super();
    this.#media = media;
    this.#ownerId = owner.ownerId;
    this.#quotaBytes = owner.quotaBytes;
  }

  /** The media store names the file; tus reads the name back from the upload. */
  override async create(upload: Upload): Promise<Upload> {
    const size = upload.size;
    if (size === undefined || !Number.isSafeInteger(size)) {
      throw new UploadError('invalid_upload', 'Upload-Length must say how many bytes will come.');
    }
    const now = Date.now();
    await sweepExpiredMedia(this.#media, now);
    await this.#requireRoom(size);
    upload.id = await this.#media.create(size, {
      ownerId: this.#ownerId,
      fileName: cleanFileName(upload.metadata?.['filename']),
      keep: false,
      expireAt: now + UNFINISHED_MS,
    });
    upload.creation_date = new Date(now).toISOString();
    return upload;
  }

  override async write(bytes: Readable, id: string, offset: number): Promise<number> {
    await this.#owned(id);
    return this.#media.append(id, offset, bytes);
  }

  override async getUpload(id: string): Promise<Upload> {
    const info = await this.#owned(id);
    const upload = new Upload({
      id,
      size: info.size,
      offset: info.offset,
      metadata: { filename: info.fileName },
      creation_date: new Date(info.createdAt).toISOString(),
    });
    // Without a date tus does not let it expire: a whole file has another term, which the store keeps.
    if (info.offset === info.size) upload.creation_date = undefined;
    return upload;
  }

  override async remove(id: string): Promise<void> {
    await this.#owned(id);
    await this.#media.delete(id);
  }

  override getExpiration(): number {
    return UNFINISHED_MS;
  }

  async #owned(id: string): Promise<MediaInfo> {
    const info = await this.#media.info(id);
    if (info === null || info.ownerId !== this.#ownerId) {
      throw new UploadError('not_found', 'You have no upload with this id. Begin a new one.');
    }
    return info;
  }

  async #requireRoom(size: number): Promise<void> {
    const files = await this.#media.list(this.#ownerId);
    const used = files.reduce((sum, file) => sum + file.size, 0);
    if (used + size > this.#quotaBytes) {
      throw new UploadError(
        'storage_full',
        'Your recordings fill all the room that you have. Delete some that you no longer need.',
      );
    }
  }
}
