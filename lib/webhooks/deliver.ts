import { Webhook } from 'standardwebhooks';

import type { Deliver, Delivery } from '../queue/webhooks/webhooks';
import { AddressRefused } from './checked-lookup';
import { post, type PostAnswer } from './post';

/** The whole exchange. Milliseconds. */
const TIMEOUT_MS = 15_000;

/** Whatever the address asks for. Milliseconds. */
const MAX_RETRY_AFTER_MS = 24 * 60 * 60_000;

/**
 * Signs and sends events as Standard Webhooks says (standardwebhooks.com, version 1.0.0): the id is the same for each
 * try, the time is the try's own, and the signature is over both and the body.
 * @param now wall clock
 */
export function createDeliver(options: {
  allowPrivate: boolean;
  timeoutMs?: number;
  now?: () => number;
}): Deliver {
  const { allowPrivate, timeoutMs = TIMEOUT_MS, now = Date.now } = options;
  return async ({ id, url, secrets, event, signal }) => {
    const body = JSON.stringify(event);
    const at = new Date(Math.floor(now() / 1_000) * 1_000);
    const signatures = secrets.map((secret) => new Webhook(secret).sign(id, at, body));
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Firelane-Webhooks/1',
      'webhook-id': id,
      'webhook-timestamp': String(at.getTime() / 1_000),
      'webhook-signature': signatures.join(' '),
    };
    try {
      const sent = { body, headers, timeoutMs, signal, allowPrivate };
      return judge(await post(url, sent), now());
    } catch (error) {
      return failed(error);
    }
  };
}

function judge({ status, retryAfter }: PostAnswer, now: number): Delivery {
  const answer = { status, retryAfterMs: null, final: false };
  if (status >= 200 && status < 300) return { ...answer, error: null };
  if (status >= 300 && status < 400) {
    return { ...answer, error: `It answered ${status}. Redirects are not followed.` };
  }
  const retryAfterMs = status === 429 || status === 503 ? waitOf(retryAfter, now) : null;
  return { ...answer, error: `It answered ${status}.`, retryAfterMs };
}

/** Seconds, or a date (RFC 9110). */
function waitOf(text: string | undefined, now: number): number | null {
  if (text === undefined) return null;
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, MAX_RETRY_AFTER_MS) : null;
}

function failed(error: unknown): Delivery {
  const answer = { status: null, retryAfterMs: null };
  if (error instanceof AddressRefused) {
    return { ...answer, final: true, error: 'Its address is not one of the public internet.' };
  }
  const timedOut = error instanceof Error && error.name === 'TimeoutError';
  return {
    ...answer,
    final: false,
    error: timedOut || isAbort(error) ? 'It did not answer in time.' : reasonOf(error),
  };
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'Its name could not be found.',
  EAI_AGAIN: 'Its name could not be looked up.',
  ECONNREFUSED: 'It refused the connection.',
  ECONNRESET: 'It dropped the connection.',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? 'No connection could be made.';
}
