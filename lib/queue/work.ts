import type { Job, Usage } from '../jobs/job';
import type { JobErrorRecord } from '../jobs/error';
import type { Json } from '../jobs/json';
import type { JobKind } from '../jobs/kind';
import type { JobState } from '../jobs/state';
import type { Waiting } from '../jobs/waiting';

export interface ProgressReport {
  current: number;
  total: number;
  /** What is being done now, in words for a person. */
  message: string;
  /** Text that grows while the job runs. The engine bounds and throttles it. */
  partial?: string;
}

/** A job that another one has made. */
export interface ChildRequest {
  kind: string;
  input: unknown;
  /** For a person's list; by default what the kind makes of the input. */
  title?: string;
}

/** How a child ended. */
export interface ChildResult {
  id: string;
  state: JobState;
  /** Null unless it completed. */
  output: Json | null;
  /** Null unless it failed. */
  error: JobErrorRecord | null;
}

/** What a running attempt gives to the work that it runs. */
export interface WorkContext {
  readonly job: Readonly<Job>;
  /** Aborted by a cancel, the time limit, a lost lease or the end of a drain's grace. Pass it to every call that waits. */
  readonly signal: AbortSignal;
  /** Shows how far the work is. Throttled: only the newest report of an interval is written. */
  progress(report: ProgressReport): void;
  /** What earlier attempts, and this one, saved: in order. Read once, at the start. */
  loadCheckpoints(): Promise<Json[]>;
  /** Appends one checkpoint, atomically with the job: once it resolves, a later attempt will load it. At most 900 KB of JSON. */
  saveCheckpoint(value: Json): Promise<void>;
  /** The finished output of another job of the same user. Throws JobError `invalid_input` when there is none. */
  outputOf(jobId: string): Promise<{ kind: string; output: Json }>;
  /**
   * Has other jobs made, of the same user, and waits for all of them: the attempt ends here, by an error that must be
   * let through, and frees its slot. When the last of them has ended, however it ended, `run` is called again from its
   * start, and the same call answers at once. A job has one set of children: call it once, and do nothing before it
   * that must not be done twice. Throws JobError `invalid_input` for a request that its kind refuses.
   */
  children(
    requests: readonly ChildRequest[],
    options?: {
      /** How many run at once; all by default. */
      concurrency?: number;
      /** False: their outputs are not read. */
      outputs?: boolean;
    },
  ): Promise<ChildResult[]>;
  /** Adds to what the attempt consumed. */
  addUsage(usage: Usage): void;
}

/** What a kind of job does. Throws JobError for what it can classify. */
export interface Work {
  kind: JobKind;
  /** Why a job of this kind may not start now, and until about when; null when it may. Asked before a claim: no I/O. */
  hold?(job: Readonly<Job>): (Waiting & { until: number }) | null;
  run(input: unknown, context: WorkContext): Promise<unknown>;
}
