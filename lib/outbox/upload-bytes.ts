import { DetailedError, type HttpRequest, Upload } from 'tus-js-client';

import { parseRetryAfter, readProblem, SendError } from './send-error';
import { watchedRequests } from './watched-requests';

/** A piece of this size is what a lost connection costs at most, and fits under common proxies' limits. */
const PIECE_BYTES = 4 * 1024 * 1024;

const QUICK_RETRIES_MS = [500, 1_500, 4_000];

/** The headers that say who is calling; `refresh` when the server did not take the former ones. */
export type Authorization = (options: { refresh?: boolean }) => Promise<Record<string, string>>;

export interface UploadOrder {
  endpoint: string;
  /** Where an earlier, unfinished upload of these bytes stands; null for a new one. */
  uploadUrl: string | null;
  name: string;
  mimeType: string;
  bytes: Blob;
  signal: AbortSignal;
  authorization: Authorization;
  onUrl: (uploadUrl: string) => void;
  onProgress: (sent: number) => void;
}

/**
 * Sends bytes by tus, from where an earlier upload stopped, and resolves with the upload's URL. Rejects with
 * `SendError`, or with the signal's reason when it was aborted; what the server has is kept for the next try.
 */
export function uploadBytes(order: UploadOrder): Promise<string> {
  return new Promise((resolve, reject) => {
    let refresh = false;
    let settled = false;
    const settle = (end: () => void) => {
      settled = true;
      order.signal.removeEventListener('abort', onAbort);
      end();
    };
    const upload = new Upload(order.bytes, {
      // tus resolves the Location of the answer against it, which needs a whole URL.
      endpoint: new URL(order.endpoint, location.href).href,
      uploadUrl: order.uploadUrl,
      metadata: { filename: order.name, filetype: order.mimeType },
      chunkSize: PIECE_BYTES,
      httpStack: watchedRequests(),
      retryDelays: QUICK_RETRIES_MS,
      // The outbox remembers the URL itself, per item and user.
      storeFingerprintForResuming: false,
      async onBeforeRequest(request) {
        const headers = await order.authorization({ refresh });
        refresh = false;
        setHeaders(request, headers);
      },
      onShouldRetry(error) {
        const status = error.originalResponse?.getStatus() ?? 0;
        refresh = status === 401;
        return navigator.onLine && isWorthRetrying(status);
      },
      onUploadUrlAvailable: () => {
        if (upload.url !== null && upload.url !== order.uploadUrl) order.onUrl(upload.url);
      },
      onProgress: order.onProgress,
      onSuccess: () => settle(() => resolve(upload.url ?? '')),
      onError: (error) => settle(() => reject(toSendError(error))),
    });
    const onAbort = () => {
      if (settled) return;
      settle(() => {
        void upload.abort();
        reject(order.signal.reason as Error);
      });
    };
    if (order.signal.aborted) {
      onAbort();
      return;
    }
    order.signal.addEventListener('abort', onAbort);
    upload.start();
  });
}

/** Deletes an upload that nobody wants any more. What is left of it without an answer, the server expires. */
export async function deleteUpload(uploadUrl: string, authorization: Authorization): Promise<void> {
  await Upload.terminate(uploadUrl, {
    httpStack: watchedRequests(),
    retryDelays: QUICK_RETRIES_MS,
    async onBeforeRequest(request) {
      setHeaders(request, await authorization({}));
    },
  });
}

/** The media's id is the last segment of its upload's URL. */
export function mediaIdOf(uploadUrl: string): string {
  return uploadUrl.split(/[?#]/)[0]?.split('/').filter(Boolean).at(-1) ?? '';
}

function setHeaders(request: HttpRequest, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
}

function isWorthRetrying(status: number): boolean {
  return status === 0 || status === 401 || status === 409 || status === 423 || status >= 500;
}

function toSendError(error: Error): SendError {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (response === null) {
    return new SendError(
      { status: 0, code: null, detail: null, retryAfterMs: null },
      { cause: error },
    );
  }
  return new SendError(
    {
      status: response.getStatus(),
      ...readProblem(response.getBody()),
      retryAfterMs: parseRetryAfter(response.getHeader('Retry-After'), Date.now()),
    },
    { cause: error },
  );
}
