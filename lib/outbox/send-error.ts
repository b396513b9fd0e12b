import type { ItemError } from './item';
import { formatBytes } from './amounts';

/** What the server, or the way to it, said against an item. */
export interface Refusal {
  /** HTTP status; 0 when no answer came. */
  status: number;
  /** `code` of the problem document; null when there was none. */
  code: string | null;
  /** `detail` of the problem document: the server's own words for a person. */
  detail: string | null;
  /** Milliseconds from `Retry-After`; null when it said nothing. */
  retryAfterMs: number | null;
}

/** Thrown by what sends an item. The server's refusal, or the lack of an answer. */
export class SendError extends Error {
  override readonly name = 'SendError';
  readonly refusal: Refusal;

  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(refusal.detail ?? `HTTP ${refusal.status}`, options);
    this.refusal = refusal;
  }
}

/** Reads a problem document. Anything else yields nulls. Never throws. */
export function readProblem(text: string): Pick<Refusal, 'code' | 'detail'> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return { code: null, detail: null };
    const { code, detail } = value as Record<string, unknown>;
    return {
      code: typeof code === 'string' ? code : null,
      detail: typeof detail === 'string' && detail !== '' ? detail : null,
    };
  } catch {
    return { code: null, detail: null };
  }
}

/** Milliseconds that a `Retry-After` header asks for (seconds or a date); null when it is absent or nonsense. */
export function parseRetryAfter(value: string | null | undefined, now: number): number | null {
  if (value === null || value === undefined || value.trim() === '') return null;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

/** Limits that time lifts. Without the server's own wait: the item counts it down. */
const PATIENCE: ReadonlyMap<string, string> = new Map([
  [
    'rate_limited',
    'Your plan allows no more at the moment. It is safe here, and sent as soon as it may be.',
  ],
  [
    'over_budget',
    'The budget of your plan is used up for today. It is safe here, and sent after midnight UTC.',
  ],
  ['queue_full', 'Many jobs wait at the moment. It is safe here, and sent when there is room.'],
]);

/** What a refusal means for an item: the words for its owner, and whether trying again can help. */
export function describeRefusal(refusal: Refusal, item: { size: number }): ItemError {
  const { status, code, detail } = refusal;
  if (status === 0) {
    return retry('network', 'The connection was lost. It goes on from where it stopped.');
  }
  if (status === 401) {
    return retry('signed_out', 'You are signed out. Sign in again and it is sent.');
  }
  if (status === 403) {
    return stop(code ?? 'forbidden', detail ?? 'The server did not allow this. Sign in again.');
  }
  if (code === 'storage_full') {
    return stop(code, detail ?? 'Your room on the server is full. Delete recordings there first.');
  }
  if (status === 413) {
    return stop(
      'too_large',
      `${formatBytes(item.size)} is more than the server takes. Cut it into shorter parts, or save the sound alone.`,
    );
  }
  if (status === 415 || code === 'unsupported_media') {
    return stop('unsupported_media', UNSUPPORTED);
  }
  const patience = PATIENCE.get(code ?? '');
  if (patience !== undefined && (status === 429 || status === 503)) {
    return retry(code ?? '', patience);
  }
  if (status === 429) {
    return retry('rate_limited', detail ?? 'Many were sent at once. The next is sent in a moment.');
  }
  if (status === 409 || status === 423 || status === 408 || status === 425) {
    return code === 'idempotency_conflict'
      ? stop(code, 'This was already sent with other options. Look for it in your library.')
      : retry(code ?? 'busy', 'The server still works on the last part. It goes on in a moment.');
  }
  if (status === 507) {
    return retry(code ?? 'server_full', 'The server has no room at the moment. It is tried again.');
  }
  if (status >= 500) {
    return retry(code ?? 'server', 'The server does not answer properly. It is tried again soon.');
  }
  return stop(code ?? 'refused', detail ?? `The server refused it (${status}).`);
}

/** The words for a file that holds neither sound nor film, whoever noticed. */
export const UNSUPPORTED =
  'This is not an audio or video file, whatever its name says. Choose a recording such as MP3, M4A, WAV, WebM or MP4.';

function retry(code: string, message: string): ItemError {
  return { code, message, retryable: true };
}

function stop(code: string, message: string): ItemError {
  return { code, message, retryable: false };
}
