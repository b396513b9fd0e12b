import type { ItemError, ItemState, OutboxItem } from './item';
import type { SendOptions } from './send-options';

/** What can happen to an item. Times are milliseconds since the Unix epoch. */
export type ItemEvent =
  | { type: 'grew'; bytes: number; durationMs: number }
  | { type: 'stopped'; durationMs: number }
  | { type: 'recovered' }
  | { type: 'described'; name: string; options: SendOptions }
  | { type: 'upload_created'; uploadUrl: string }
  | { type: 'upload_finished'; mediaId: string }
  | { type: 'submitted'; jobId: string; at: number }
  | { type: 'delayed'; error: ItemError; retryAt: number }
  | { type: 'failed'; error: ItemError }
  | { type: 'paused' }
  | { type: 'send' };

const TAKEN_IN: Readonly<Record<ItemEvent['type'], readonly ItemState[]>> = {
  grew: ['recording'],
  stopped: ['recording'],
  recovered: ['recording'],
  described: ['recording', 'ready', 'uploading', 'failed'],
  upload_created: ['ready', 'uploading'],
  upload_finished: ['ready', 'uploading'],
  submitted: ['uploaded'],
  delayed: ['ready', 'uploading', 'uploaded'],
  failed: ['recording', 'ready', 'uploading', 'uploaded'],
  paused: ['ready', 'uploading', 'uploaded'],
  send: ['ready', 'uploading', 'uploaded', 'failed'],
};

/**
 * The item after an event. An event that its state does not take changes nothing and returns the same
 * object: an answer may arrive after a person cancelled or another tab was faster.
 */
export function applyEvent(item: OutboxItem, event: ItemEvent): OutboxItem {
  if (!TAKEN_IN[event.type].includes(item.state)) return item;
  switch (event.type) {
    case 'grew':
      return { ...item, size: item.size + event.bytes, durationMs: event.durationMs };
    case 'stopped':
      return { ...item, state: 'ready', durationMs: event.durationMs };
    case 'recovered':
      return { ...item, state: 'ready', hold: 'recovered' };
    case 'described':
      return { ...item, name: event.name, options: event.options };
    case 'upload_created':
      return { ...item, state: 'uploading', uploadUrl: event.uploadUrl };
    case 'upload_finished':
      return { ...item, ...CLEAR, state: 'uploaded', mediaId: event.mediaId };
    case 'submitted':
      return { ...item, ...CLEAR, state: 'submitted', jobId: event.jobId, submittedAt: event.at };
    case 'delayed':
      return { ...item, error: event.error, failures: item.failures + 1, retryAt: event.retryAt };
    case 'failed':
      return { ...item, state: 'failed', error: event.error, retryAt: null };
    case 'paused':
      return { ...item, hold: 'paused' };
    case 'send':
      return { ...item, ...CLEAR, state: sendableState(item), hold: null };
  }
}

const CLEAR = { error: null, failures: 0, retryAt: null } as const;

/** From where a failed item goes on: what the server already holds is not sent twice. */
function sendableState(item: OutboxItem): ItemState {
  if (item.mediaId !== null) return 'uploaded';
  return item.uploadUrl === null ? 'ready' : 'uploading';
}
