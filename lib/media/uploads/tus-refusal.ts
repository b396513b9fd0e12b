import { ERRORS } from '@tus/server';

import { UploadError, type UploadErrorCode } from './upload-error';

const OF_STATUS: Record<number, UploadErrorCode> = {
  404: 'not_found',
  409: 'upload_conflict',
  410: 'upload_expired',
  412: 'unsupported_upload_version',
  413: 'payload_too_large',
};

/** What tus threw, as our own refusal; what is neither is a failure and stays what it is. */
export function refusalOf(thrown: unknown): unknown {
  if (!isTusError(thrown)) return thrown;
  if (thrown === ERRORS.ERR_LOCK_TIMEOUT) {
    return new UploadError(
      'upload_busy',
      'Another request still writes to this upload. Try again.',
    );
  }
  if (thrown.status_code >= 500 && thrown.status_code !== 501) {
    return new Error(`The upload server failed: ${thrown.body.trim()}`);
  }
  return refusalOfStatus(thrown.status_code, thrown.body);
}

/** A status of 400 and more that the protocol's implementation answered, as our own refusal. */
export function refusalOfStatus(status: number, text: string): UploadError {
  return new UploadError(OF_STATUS[status] ?? 'invalid_upload', sentence(text));
}

function isTusError(thrown: unknown): thrown is { status_code: number; body: string } {
  return (
    typeof thrown === 'object' &&
    thrown !== null &&
    typeof (thrown as { status_code?: unknown }).status_code === 'number' &&
    typeof (thrown as { body?: unknown }).body === 'string'
  );
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed.endsWith('.') ? trimmed : `${trimmed}.`;
}
