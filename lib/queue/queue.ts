import type { Allowance, Budget } from '../cluster/allowance';
import type { Job, Millis } from '../jobs/job';
import type { JobFilter } from '../jobs/job-filter';
import type { Json } from '../jobs/json';
import type { Priority } from '../jobs/priority';
import type { JobState } from '../jobs/state';
import type { Observer, Unsubscribe } from './ports/job-store';

export interface SubmitRequest {
  kind: string;
  userId: string;
  /** Checked against the kind's schema here; callers may hand over what they received. */
  input: unknown;
  priority?: Priority | undefined;
  /** Not before this time. */
  runAt?: Millis | undefined;
  /** Same key and input again: the same job. Scoped to the user. */
  idempotencyKey?: string | undefined;
  parentId?: string | undefined;
  /** W3C trace context that its attempts continue; null when nobody traces. */
  traceparent?: string | null | undefined;
  /** Names the limits that hold for the user; the default plan's when absent or unknown. */
  plan?: string | null | undefined;
  /** For what the queue submits by itself (children, webhooks, schedules): no limit holds. */
  exempt?: true;
}

export interface Submitted {
  job: Job;
  /** True when an earlier submit with the same key made the job. */
  replayed: boolean;
  /** What the user may still submit: in the long window, then in the burst. Empty when exempt. */
  allowance: readonly Allowance[];
}

export interface ListRequest {
  userId?: string;
  states?: readonly JobState[];
  kinds?: readonly string[];
  subjectId?: string;
  /** 1 to 100. */
  limit: number;
  /** From the previous answer. */
  cursor?: string;
}

export interface JobPage {
  jobs: Job[];
  /** Null at the end. */
  nextCursor: string | null;
}

/** What a user may still submit and spend. */
export interface UserLimits {
  /** The long window, then the burst. */
  allowance: readonly Allowance[];
  budget: Budget;
}

/** Where a waiting job stands. */
export interface Position {
  /** 1 is next. */
  position: number;
  /** Whether an administrator has paused its queue: nobody knows until when. */
  paused: boolean;
  /** Milliseconds until it starts, from what the live servers measured; null when nothing was measured, no server is alive, or the queue is paused. */
  estimatedWaitMs: number | null;
  /** Servers that are alive and take jobs of this queue. */
  servers: number;
}

/**
 * The queue, as callers see it. Reading and acting on a job does not check who asks: routes do, by `userId`.
 * Every method throws QueueError for what it refuses and StoreUnavailable when the store does not answer.
 */
export interface Queue {
  /**
   * @throws QueueError `unknown_kind`, `invalid_input` (with `issues`), `idempotency_conflict`; with `until`:
   *   `rate_limited`, `over_budget`, `queue_full`
   */
  submit(request: SubmitRequest): Promise<Submitted>;
  /** @param plan as at the submit */
  limits(userId: string, plan: string | null): Promise<UserLimits>;
  get(id: string): Promise<Job | null>;
  list(request: ListRequest): Promise<JobPage>;
  /** The input, wherever it is stored. */
  input(job: Job): Promise<Json>;
  /** The output, wherever it is stored; null unless completed. */
  output(job: Job): Promise<Json | null>;
  /** Null unless the job is pending. */
  position(job: Job): Promise<Position | null>;
  /** Waiting: cancelled at once. Processing: its worker is told, and the answer still says `processing`. Ended: unchanged. @throws QueueError `not_found` */
  cancel(id: string): Promise<Job>;
  /**
   * Failed or cancelled: in the queue again, with a fresh set of attempts and, if given, another input. Its failed
   * children run again before it. An administrator's: no limit of its owner holds, and nothing is charged.
   * @throws QueueError `not_found`, `illegal_transition`, `invalid_input`
   */
  replay(id: string, edit?: { input?: unknown }): Promise<Job>;
  /**
   * As `replay`, on its owner's account: charged and placed in the order as if it were submitted now; a batch by how
   * many of its jobs run again. Refused, nothing was changed.
   * @param plan as at the submit
   * @throws QueueError `not_found`, `illegal_transition`; with `until`: `rate_limited`, `over_budget`, `queue_full`
   */
  retry(id: string, plan: string | null): Promise<Submitted>;
  /** Ended jobs only; a live one must be cancelled first. @throws QueueError `not_found`, `illegal_transition` */
  remove(id: string): Promise<void>;
  /** Replaces a completed job's output with a person's amended one. @throws QueueError `not_found`, `illegal_transition`, `invalid_input`, `revision_conflict` */
  amend(id: string, change: { revision: number; output: unknown }): Promise<Job>;
  /** Jobs of anybody that fit, newest first: the dead letters where the filter names no states. A page may be short and still have a next one. */
  find(filter: JobFilter, page: { limit: number; cursor?: string }): Promise<JobPage>;
  watch(id: string, observer: Observer<Job | null>): Unsubscribe;
}
