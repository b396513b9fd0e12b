import type { Allowance } from '../cluster/allowance';

export type QueueErrorCode =
  | 'unknown_kind'
  | 'invalid_input'
  | 'idempotency_conflict'
  | 'not_found'
  | 'illegal_transition'
  | 'revision_conflict'
  | 'payload_too_large'
  /** More submits than the plan allows in a window. */
  | 'rate_limited'
  /** The plan's tokens or cost of the day are used up. */
  | 'over_budget'
  /** As many jobs wait in the queue as may. */
  | 'queue_full';

/** One thing wrong with an input: where, and what. */
export interface InputIssue {
  /** Keys from the input's root: `['history', 0, 'role']`. */
  path: (string | number)[];
  message: string;
}

/** When a refused submit may be tried again, and what the user's windows admit now. */
export interface RefusedUntil {
  /** Milliseconds. */
  retryAfterMs: number;
  /** The long window, then the burst; empty where the user's own limits did not refuse. */
  allowance: readonly Allowance[];
}

/** What the queue refuses, as a value with a code. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
  readonly code: QueueErrorCode;
  readonly issues: readonly InputIssue[];
  /** Set for `rate_limited`, `over_budget` and `queue_full`: waiting helps. */
  readonly until: RefusedUntil | null;

  constructor(
    code: QueueErrorCode,
    message: string,
    issues: readonly InputIssue[] = [],
    until: RefusedUntil | null = null,
  ) {
    super(message);
    this.code = code;
    this.issues = issues;
    this.until = until;
  }
}
