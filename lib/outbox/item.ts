import type { SendOptions } from './send-options';

/**
 * Where an item stands. `recording` still grows; `ready` has all its bytes; `uploading` has an upload on the
 * server; `uploaded` is whole there but has no job yet; `submitted` has its job; `failed` needs a person.
 */
export const ITEM_STATES = [
  'recording',
  'ready',
  'uploading',
  'uploaded',
  'submitted',
  'failed',
] as const;

export type ItemState = (typeof ITEM_STATES)[number];

export type ItemOrigin = 'microphone' | 'file' | 'sample';

/** Why an item that could be sent is not: it was found after a crash, or a person paused it. */
export type Hold = 'recovered' | 'paused';

export interface ItemError {
  /** Stable and machine-readable: `network`, `signed_out`, `too_large`, `unsupported_media`, … */
  code: string;
  /** For a person: what happened, and a way out. */
  message: string;
  /** Whether the same bytes may pass later without anybody changing anything. */
  retryable: boolean;
}

/** One recording or file on its way to the server. Times are milliseconds since the Unix epoch. */
export interface OutboxItem {
  /** Also the job's idempotency key: however often it is sent, it makes one job. */
  id: string;
  /** The only person who sees and sends it. */
  userId: string;
  origin: ItemOrigin;
  name: string;
  mimeType: string;
  /** Bytes; grows while recording. */
  size: number;
  /** Milliseconds of sound; null for a file whose length was not measured. */
  durationMs: number | null;
  createdAt: number;
  /** The file's own time of change, which tells two files of one name apart; null for a recording. */
  lastModified: number | null;
  state: ItemState;
  hold: Hold | null;
  /** `tab` when this device had no room for the bytes: they live as long as the tab does. */
  kept: 'device' | 'tab';
  uploadUrl: string | null;
  mediaId: string | null;
  jobId: string | null;
  options: SendOptions;
  /** The last error: with `failed` the reason, with any other state what the next try waits for. */
  error: ItemError | null;
  /** Failed tries in a row. */
  failures: number;
  /** Not to be tried again before this. */
  retryAt: number | null;
  submittedAt: number | null;
}

export type NewItem = Pick<
  OutboxItem,
  'id' | 'userId' | 'origin' | 'name' | 'mimeType' | 'createdAt' | 'options'
> &
  Partial<Pick<OutboxItem, 'size' | 'durationMs' | 'lastModified' | 'kept'>>;

/** An item as it enters the outbox: a recording that begins, or a file whose bytes are all there. */
export function createItem(fields: NewItem, state: 'recording' | 'ready'): OutboxItem {
  return {
    size: 0,
    durationMs: null,
    lastModified: null,
    kept: 'device',
    ...fields,
    state,
    hold: null,
    uploadUrl: null,
    mediaId: null,
    jobId: null,
    error: null,
    failures: 0,
    retryAt: null,
    submittedAt: null,
  };
}
