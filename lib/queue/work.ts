import type { Job, Usage } from '../jobs/job';
import type { Json } from '../jobs/json';
import type { JobKind } from '../jobs/kind';
import type { Waiting } from '../jobs/waiting';

export interface ProgressReport {
  current: number;
  total: number;
  /** What is being done now, in words for a person. */
  message: string;
  /** Text that grows while the job runs. The engine bounds and throttles it. */
  partial?: string;
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
