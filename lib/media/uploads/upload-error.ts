export type UploadErrorCode =
  | 'invalid_upload'
  | 'unsupported_upload_version'
  | 'not_found'
  | 'upload_conflict'
  | 'upload_expired'
  | 'upload_busy'
  | 'payload_too_large'
  | 'storage_full'
  | 'unsupported_media';

/** Why an upload, or a piece of one, is not taken. */
export class UploadError extends Error {
  override readonly name = 'UploadError';
  readonly code: UploadErrorCode;

  constructor(code: UploadErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
  }
}
