import type { z } from 'zod';

import type { ErrorClass } from './error';
import type { QueueName } from './queues';

/** Seconds-to-hours policy for one class of error. */
export interface RetryPolicy {
  /** Attempts in all, the first included. */
  maxAttempts: number;
  /** Wait before the second attempt; doubles from there, with full jitter above half. Milliseconds. */
  backoffMs: number;
  /** Never wait longer than this. Milliseconds. */
  maxBackoffMs: number;
  /** Classes of error that count against `maxAttempts` no attempt at all: the provider's fault, not the job's. */
  unlimited?: readonly ErrorClass[];
}

/** A kind of job, declared once; routes, OpenAPI, hooks and the retry policy follow from it. */
export interface JobKind<
  Name extends string = string,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  name: Name;
  /** For a person: "Transcription". */
  title: string;
  /** For the API's reader: one sentence. */
  description: string;
  queue: QueueName;
  input: Input;
  output: Output;
  retry: RetryPolicy;
  /** An attempt that runs longer is aborted and counts as a timeout. Milliseconds. */
  timeLimitMs: number;
  /** How much of its user's fair share one job takes in the queue's order. Milliseconds. */
  shareMs: number;
  /** How long a finished job is kept. Milliseconds. */
  retentionMs: number;
  /** A short name for a list, from the input. */
  titleOf: (input: z.output<Input>) => string;
  /** The job that this one is about, from the input; null when none. */
  subjectOf: (input: z.output<Input>) => string | null;
}

/** Declares a kind. The name must be the file's name under `lib/jobs/kinds/`. */
export function defineKind<Name extends string, Input extends z.ZodType, Output extends z.ZodType>(
  kind: JobKind<Name, Input, Output>,
): JobKind<Name, Input, Output> {
  return kind;
}
