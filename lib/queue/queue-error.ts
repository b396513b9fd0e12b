export type QueueErrorCode =
  | 'unknown_kind'
  | 'invalid_input'
  | 'idempotency_conflict'
  | 'not_found'
  | 'illegal_transition'
  | 'revision_conflict'
  | 'payload_too_large';

/** One thing wrong with an input: where, and what. */
export interface InputIssue {
  /** Keys from the input's root: `['history', 0, 'role']`. */
  path: (string | number)[];
  message: string;
}

/** What the queue refuses, as a value with a code. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
  readonly code: QueueErrorCode;
  readonly issues: readonly InputIssue[];

  constructor(code: QueueErrorCode, message: string, issues: readonly InputIssue[] = []) {
    super(message);
    this.code = code;
    this.issues = issues;
  }
}
