import type { InputOf } from '@/lib/jobs/registry';

import type { ItemError, OutboxItem } from './item';
import type { ItemEvent } from './item-events';
import type { OutboxStore } from './outbox-store';
import { retryDelayMs } from './schedule';
import { describeRefusal, SendError } from './send-error';
import { transcriptionInput } from './send-options';
import { describeStorageError } from './storage-room';
import { type Authorization, mediaIdOf, uploadBytes } from './upload-bytes';

export const UPLOADS_PATH = '/api/uploads';

/**
 * Asks for a transcription and resolves with the job's id. The key makes it one job however often it is
 * asked. Rejects with `SendError`, or with the signal's reason.
 */
export type SubmitTranscription = (
  input: InputOf<'transcription'>,
  idempotencyKey: string,
  signal: AbortSignal,
) => Promise<string>;

export interface SendPorts {
  store: Pick<OutboxStore, 'bytes' | 'dropBytes'>;
  /** Applies an event to the stored item and tells everybody who looks. */
  apply: (id: string, event: ItemEvent) => Promise<OutboxItem | undefined>;
  authorization: Authorization;
  submit: SubmitTranscription;
  now: () => number;
  /** In [0, 1). */
  random: () => number;
}

/**
 * Brings one item as far as it goes: upload, job, and only then the bytes are forgotten here. Every step is
 * written down before the next, so it can be cut anywhere and called again. Failures end up on the item;
 * rejects only with the signal's reason.
 */
export async function sendItem(
  item: OutboxItem,
  ports: SendPorts,
  signal: AbortSignal,
  onProgress: (sent: number) => void,
): Promise<void> {
  try {
    const mediaId = item.mediaId ?? (await upload(item, ports, signal, onProgress));
    const input = transcriptionInput({ mediaId, name: item.name, options: item.options });
    const jobId = await ports.submit(input, item.id, signal);
    await ports.apply(item.id, { type: 'submitted', jobId, at: ports.now() });
    await ports.store.dropBytes(item.id);
  } catch (error) {
    signal.throwIfAborted();
    await recordFailure(item, error, ports);
  }
}

async function upload(
  item: OutboxItem,
  ports: SendPorts,
  signal: AbortSignal,
  onProgress: (sent: number) => void,
): Promise<string> {
  const bytes = await ports.store.bytes(item);
  if (bytes === null) throw new BytesLost();
  let noted: Promise<unknown> = Promise.resolve();
  const url = await uploadBytes({
    endpoint: UPLOADS_PATH,
    uploadUrl: item.uploadUrl,
    name: item.name,
    mimeType: item.mimeType,
    bytes,
    signal,
    authorization: ports.authorization,
    onUrl: (uploadUrl) => {
      noted = ports.apply(item.id, { type: 'upload_created', uploadUrl });
    },
    onProgress,
  });
  await noted;
  const mediaId = mediaIdOf(url);
  await ports.apply(item.id, { type: 'upload_finished', mediaId });
  return mediaId;
}

/** The browser cleared the bytes, or the tab that held them is gone. */
class BytesLost extends Error {
  override readonly name = 'BytesLost';
}

async function recordFailure(item: OutboxItem, error: unknown, ports: SendPorts): Promise<void> {
  if (!(error instanceof SendError)) {
    await ports.apply(item.id, { type: 'failed', error: describeLocal(item, error) });
    return;
  }
  const { refusal } = error;
  const described = describeRefusal(refusal, item);
  if (!described.retryable) {
    await ports.apply(item.id, { type: 'failed', error: described });
    return;
  }
  await ports.apply(item.id, {
    type: 'delayed',
    error: described,
    retryAt: ports.now() + retryDelayMs(item.failures, ports.random(), refusal.retryAfterMs),
  });
}

/** The error of an item whose bytes nobody has any more. */
export function bytesLost(item: OutboxItem): ItemError {
  return {
    code: 'bytes_lost',
    message:
      item.origin === 'microphone'
        ? 'The sound of this recording is gone: its tab was closed, or the browser cleared it.'
        : 'This browser no longer has the file. Choose it again.',
    retryable: false,
  };
}

function describeLocal(item: OutboxItem, error: unknown): ItemError {
  if (error instanceof BytesLost) return bytesLost(item);
  if (error instanceof DOMException && error.name === 'NotReadableError') {
    return {
      code: 'unreadable',
      message: 'The file was changed, moved or deleted after it was chosen. Choose it again.',
      retryable: false,
    };
  }
  if (error instanceof DOMException) {
    return { code: 'storage', message: describeStorageError(error), retryable: false };
  }
  return {
    code: 'unexpected',
    message: 'Something unexpected happened while sending it. It is still kept here: try again.',
    retryable: false,
  };
}
