/** What is known of one stored file. Times are milliseconds since the Unix epoch, sizes are bytes. */
export interface MediaInfo {
  /** 17 to 64 of A–Z, a–z, 0–9, `_` and `-`: safe as a file name and in an address. */
  id: string;
  ownerId: string;
  /** As the person called it: shown, never used as a path. */
  fileName: string;
  /** Decided from the content once it is complete; null until then. */
  mediaType: string | null;
  /** Of the whole file, as announced. */
  size: number;
  /** How much of it has arrived. Complete when it equals `size`. */
  offset: number;
  createdAt: number;
  /** The person wants it kept after it was processed. */
  keep: boolean;
  /** After this it may be deleted. */
  expireAt: number;
}

/** What a submitter says of a file before its bytes come. */
export interface NewMedia {
  ownerId: string;
  fileName: string;
  keep: boolean;
  expireAt: number;
}

export type MediaChange = Partial<Pick<MediaInfo, 'fileName' | 'mediaType' | 'keep' | 'expireAt'>>;

/** Bytes of a file from `start` to `end`, the last one included, counted from 0. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Where recordings lie. It checks ids, not callers: routes compare `ownerId`. Every method may throw
 * MediaStoreError; those that name a file throw `not_found` unless they say otherwise.
 */
export interface MediaStore {
  /** Reserves room for a file of `size` bytes and answers its new id. */
  create(size: number, media: NewMedia): Promise<string>;
  /**
   * Appends bytes at `offset` and answers the new offset. When the source breaks off, what came before it
   * stays (the new offset is then read from `info`) and its error is thrown. One append at a time a file.
   * @throws MediaStoreError `offset_mismatch` unless `offset` is where the file ends; `too_large` when
   * the source brings more than was announced (nothing beyond the size is kept)
   */
  append(id: string, offset: number, bytes: AsyncIterable<Uint8Array>): Promise<number>;
  /** Null when there is no such file, or the id is not one. */
  info(id: string): Promise<MediaInfo | null>;
  change(id: string, change: MediaChange): Promise<MediaInfo>;
  /** The bytes that have arrived, all or a range of them; ends early when the reader stops. */
  read(id: string, range?: ByteRange): AsyncIterable<Uint8Array>;
  /** Deletes the file and what is known of it; false when there was none. */
  delete(id: string): Promise<boolean>;
  /** Every file of one owner, in no order, unfinished ones included. */
  list(ownerId: string): Promise<MediaInfo[]>;
  /** Files whose `expireAt` is before `now`, at most `limit` of them. */
  expired(now: number, limit: number): Promise<MediaInfo[]>;
  /** Resolves when files can be written and read; throws what is in the way. */
  check(): Promise<void>;
}

export type MediaStoreErrorCode = 'not_found' | 'offset_mismatch' | 'too_large' | 'busy';

/** What a media store refuses, as a value with a code. */
export class MediaStoreError extends Error {
  override readonly name = 'MediaStoreError';
  readonly code: MediaStoreErrorCode;

  constructor(code: MediaStoreErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

const MEDIA_ID = /^[A-Za-z0-9_-]{17,64}$/;

/** Whether this may be the id of a file: safe as a file name and in an address. */
export function isMediaId(id: string): boolean {
  return MEDIA_ID.test(id);
}

export const mediaNotFound = (): MediaStoreError =>
  new MediaStoreError('not_found', 'There is no such file; it may have been deleted.');

export const offsetMismatch = (): MediaStoreError =>
  new MediaStoreError('offset_mismatch', 'The file does not end where this piece begins.');

export const moreThanAnnounced = (): MediaStoreError =>
  new MediaStoreError('too_large', 'More came than the size that was announced.');

export const appendInProgress = (): MediaStoreError =>
  new MediaStoreError('busy', 'Another piece of this file is still being written.');
