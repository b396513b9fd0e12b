import type { z } from 'zod';

import type { QueueName } from './queues';

/** How a kind is tried again. Which classes of error count, and which never retry, is the same for all kinds: `lib/queue/errors.ts`. */
export interface RetryPolicy {
  /** Counted attempts in all, the first included. */
  maxAttempts: number;
  /** Wait before the second attempt; the upper half of each wait is at random. Milliseconds. */
  backoffMs: number;
  /** Never wait longer than this. Milliseconds. */
  maxBackoffMs: number;
  /** How many times as long each further wait is; 2 by default. */
  factor?: number;
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
  /** Made by Firelane itself or for an administrator: people cannot submit it, and the API does not show it. */
  internal?: boolean;
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
  /**
   * Set where an input lists jobs to be made, which the work asks for as children. Each counts against its user's
   * allowance, and takes its share of the order, as if it had been submitted by itself. Unset: one submit is one job.
   */
  lists?: {
    /** Where the list stands in the input. */
    field: string;
    /** The kind of each job, in order. */
    kindsOf: (input: z.output<Input>) => readonly string[];
  };
  /** What is wrong with an input that fits the schema, seen beside the other kinds. Asked at submit. */
  check?: (
    input: z.output<Input>,
    kindOf: (name: string) => JobKind | undefined,
  ) => readonly KindIssue[];
}

/** One thing wrong with an input: where (keys from its root), and what. */
export interface KindIssue {
  path: (string | number)[];
  message: string;
}

/** Declares a kind. The name must be the file's name under `lib/jobs/kinds/`. */
export function defineKind<Name extends string, Input extends z.ZodType, Output extends z.ZodType>(
  kind: JobKind<Name, Input, Output>,
): JobKind<Name, Input, Output> {
  return kind;
}
