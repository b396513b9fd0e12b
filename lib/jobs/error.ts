/**
 * What went wrong with an attempt, decided once where the error is first seen. The class picks the retry
 * policy and the words that a person reads.
 */
export const ERROR_CLASSES = [
  'overloaded',
  'rate_limited',
  'timeout',
  'network',
  'invalid_input',
  'auth',
  'unsupported',
  'abandoned',
  'bug',
] as const;

export type ErrorClass = (typeof ERROR_CLASSES)[number];

/** The error as it stands in a job document: readable by the job's owner, so never a stack or a secret. */
export interface JobErrorRecord {
  /** Stable, machine-readable: `silent_audio`, `provider_overloaded`, … */
  code: string;
  class: ErrorClass;
  /** One or two sentences for a person, with a way out. */
  message: string;
  /** Whether another attempt may succeed without anybody changing anything. */
  retryable: boolean;
}

/** An error whose class is known. Work throws it; the engine records it and picks the retry from its class. */
export class JobError extends Error {
  override readonly name = 'JobError';
  readonly code: string;
  readonly class: ErrorClass;
  /** Milliseconds after which the provider said to try again, when it said so. */
  readonly retryAfterMs: number | undefined;

  constructor(
    errorClass: ErrorClass,
    code: string,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number | undefined } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.class = errorClass;
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}
