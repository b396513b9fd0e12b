import type { JobErrorRecord } from './error';
import type { ChildCount, FlowLink } from './flow';
import type { Priority } from './priority';
import type { JobState } from './state';
import type { Waiting } from './waiting';

/** All times are milliseconds since the Unix epoch, on the clock of whoever wrote them. */
export type Millis = number;

export interface Lease {
  /** The server, or the function's invocation, that runs the attempt. */
  serverId: string;
  /** The fencing token: unique to this attempt. Whoever holds another token may not write. */
  token: string;
  /** After this the sweep takes the job back whatever its server says: time limit plus a margin. */
  until: Millis;
}

export interface Progress {
  current: number;
  total: number;
  /** 0 to 100. */
  percentage: number;
  /** What is being done now, in words for a person. */
  message: string;
  updatedAt: Millis;
}

export type AttemptOutcome = 'completed' | 'failed' | 'cancelled' | 'abandoned' | 'released';

export interface AttemptRecord {
  attempt: number;
  serverId: string;
  token: string;
  startedAt: Millis;
  /** Null while it runs. */
  endedAt: Millis | null;
  /** Null while it runs. `released` is a job handed back by a server that drained. */
  outcome: AttemptOutcome | null;
  error: JobErrorRecord | null;
}

/** What a job consumed over all its attempts, and from whom last. */
export interface Usage {
  /** Who answered: `google`, `openai`, … or `local`. */
  provider: string;
  model: string;
  inputTokens: number;
  outputTokens: number;
  /** US dollars; null when the price is not known. */
  cost: number | null;
  cached: boolean;
}

/**
 * A job, as it stands in `jobs/{id}`. Each field says who writes it: S the submitter, C the claim, W the
 * attempt that holds the lease, A an action of a person (cancel, replay), L the sweep.
 */
export interface Job {
  /** S. Random, or derived from the user and the idempotency key; never ordered by time. */
  id: string;
  /** S. One of the kinds declared in `lib/jobs/kinds/`. */
  kind: string;
  /** S. Decided by the kind. */
  queue: string;
  /** S. The owner: the only one, beside an administrator, who can read it. */
  userId: string;
  /** S C W A L, each by the table in `state.ts`. */
  state: JobState;
  /** S. */
  priority: Priority;
  /** S, A and L when it becomes pending again. The queue's order: see `lib/queue/rank.ts`. */
  rank: number;
  /** S. hash(id) mod the number of shards. */
  shard: number;
  /** S W. When a scheduled job is due; null in every other state. */
  runAt: Millis | null;
  /** S, and A W L when it may run again. Since when it could run, or from when it may: a hold leaves it as it is. */
  readyAt: Millis;
  /** W and the claimer's deferral. Why it waits; null unless scheduled for a reason of its own. */
  waiting: Waiting | null;
  /** C. Attempts started so far. */
  attempt: number;
  /** W L, back to 0 by a replay (A). Ended attempts that count against `maxAttempts`: an outage never does. */
  failures: number;
  /** S. */
  maxAttempts: number;
  /** C; null unless processing. */
  lease: Lease | null;
  /** W. Null until the first report. */
  progress: Progress | null;
  /** W. Text that grows while the job runs (a chat's answer, a transcript); bounded. Null when there is none. */
  partial: string | null;
  /** W. The last error; kept while a retry waits, cleared on completion. */
  error: JobErrorRecord | null;
  /** C W L. The newest attempts, at most `MAX_ATTEMPT_RECORDS`. */
  attempts: AttemptRecord[];
  /** W. */
  usage: Usage | null;
  /** S. The job that this one was made from or belongs to (a summary's transcription). */
  parentId: string | null;
  /** S. Its place in its parent's flow; null outside of one. */
  flow: FlowLink | null;
  /** W; counted on by the children's last writes. Null until it has children. */
  children: ChildCount | null;
  /** S. Webhooks to tell when it ends. */
  webhookIds: string[];
  /** S. W3C trace context of its submit; null when nobody traces. */
  traceparent: string | null;
  /** S. A short name for a person's list: a file name, a question. */
  title: string;
  /** S. What it is about, for finding a transcription's summaries and chats; null when nothing. */
  subjectId: string | null;
  /** A. Set while a processing job was asked to stop. */
  cancelRequestedAt: Millis | null;
  /** S. Hash of kind and input: tells a repeated submit from a conflicting one. */
  fingerprint: string;
  /** S. JSON text; null when it is in side documents (`inputParts` of them). */
  input: string | null;
  /** S. */
  inputParts: number;
  /** W. JSON text; null until completed, or when it is in side documents (`outputParts` of them). */
  output: string | null;
  /** W. */
  outputParts: number;
  /** A. How many times a person amended the output. */
  revision: number;
  /** W. How many checkpoint documents stand under the job. */
  checkpoints: number;
  /** S. */
  createdAt: Millis;
  /** S C W A L. */
  updatedAt: Millis;
  /** C. Start of the current or last attempt. */
  startedAt: Millis | null;
  /** W A L. */
  finishedAt: Millis | null;
  /** S W. After this the document, with all under it, may be deleted. Stored as a Timestamp for TTL. */
  expireAt: Millis;
}

export const MAX_ATTEMPT_RECORDS = 10;
