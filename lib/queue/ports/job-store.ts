import type { Submitter } from '../../cluster/submitter';
import type { Job, Millis } from '../../jobs/job';
import type { Priority } from '../../jobs/priority';
import type { JobState } from '../../jobs/state';
import type { WaitReason } from '../../jobs/waiting';

/**
 * Names one exact write of a document. Opaque: compare for equality, hand back as a precondition, never
 * parse. (Firestore's has microseconds; a Date would lose them.)
 */
export type Version = string & { readonly __version: unique symbol };

export interface StoredJob {
  job: Job;
  version: Version;
}

/** Texts too large for the job's own document, or that grow: stored under it, in order. */
export type PartName = 'input' | 'output' | 'checkpoint';

export interface PartWrite {
  name: PartName;
  /** Position of the first text; the others follow. */
  from: number;
  texts: string[];
  /** The job's owner, whom the rules let read it. */
  userId: string;
  /** A backstop well after the job's own end, for parts that a deleted job left behind. */
  expireAt: Millis;
}

/** One change of one job, applied only if the job still is at `version`. */
export interface JobWrite {
  id: string;
  version: Version;
  /** Top-level fields, each replaced whole. */
  patch: Partial<Job>;
  /** Written atomically with the patch. */
  parts?: PartWrite[];
  /** The server to tell, in the same commit, that this job was cancelled. */
  tellServer?: string;
  alongside?: Alongside;
}

/** What stands or falls with a change of a job: all of it in one commit with the patch, or nothing. */
export interface Alongside {
  /** Jobs that begin with it. Ids are derived from the job's, so that a second try makes no second one. */
  create?: readonly { job: Job; parts: PartWrite[] }[];
  /** Other jobs that change with it, each only if it still is at its version. */
  others?: readonly Pick<JobWrite, 'id' | 'version' | 'patch'>[];
  /** The end of a child, counted at its parent, unless that is gone. */
  childEnded?: { parentId: string; failed: boolean };
  /** Who is charged for it, only if still at this version. */
  submitter?: Omit<StoredSubmitter, 'at'>;
}

export type WriteOutcome =
  | { ok: true; version: Version }
  /**
   * Somebody wrote since, to this job or to what is alongside; or, after an unanswered try, we did. Re-read and
   * compare the lease token.
   */
  | { ok: false; reason: 'conflict' }
  | { ok: false; reason: 'missing' };

export type { Submitter };

export interface StoredSubmitter {
  submitter: Submitter;
  /** Null when it does not exist yet. */
  version: Version | null;
  /** The store's own clock when it was read or written: the one clock that all servers share. */
  at: Millis;
}

export interface NewJob {
  job: Job;
  parts: PartWrite[];
  /** Written in the same commit, conditional on its version. */
  submitter: Omit<StoredSubmitter, 'at'>;
}

export type CreateOutcome =
  | { ok: true; version: Version; submitterVersion: Version; at: Millis }
  | { ok: false; reason: 'exists' }
  | { ok: false; reason: 'submitter_conflict' };

export interface HeadQuery {
  queue: string;
  shards: readonly number[];
  limit: number;
  /** Only what comes after this place in the order. */
  after?: { rank: number; id: string };
}

export interface PendingQuery {
  queue: string;
  limit: number;
}

export interface DueQuery {
  shards: readonly number[];
  now: Millis;
  limit: number;
}

export interface ListQuery {
  userId?: string;
  states?: readonly JobState[];
  kinds?: readonly string[];
  subjectId?: string;
  limit: number;
  /** Newest first; only those created before this place. */
  before?: { createdAt: Millis; id: string };
}

/** Jobs of anybody, newest first. */
export interface MatchQuery {
  /** One to three; absent: any. */
  states?: readonly JobState[];
  userId?: string;
  /** Created at this time or later. */
  from?: Millis;
  /** Created before this time. */
  to?: Millis;
  limit: number;
  /** Only those created before this place. */
  before?: { createdAt: Millis; id: string };
}

export interface CountQuery {
  queues: readonly string[];
  state: JobState;
  priority?: Priority;
  /** Only jobs that wait for one of these. */
  waiting?: readonly WaitReason[];
}

export type Unsubscribe = () => void;

export interface Observer<T> {
  next(value: T): void;
  /** The subscription has ended; subscribe again after a while. */
  error(error: unknown): void;
}

/**
 * Where jobs live. Every method may throw StoreUnavailable; a write that threw may still have been applied.
 * Every store passes the one suite in `tests/conformance/`.
 */
export interface JobStore {
  create(job: NewJob): Promise<CreateOutcome>;
  readSubmitter(userId: string): Promise<StoredSubmitter>;

  get(id: string): Promise<StoredJob | null>;
  /** Writes of different jobs that are ready together may travel together; each succeeds or fails alone. */
  write(write: JobWrite): Promise<WriteOutcome>;
  /** Deletes the job and all under it, if it still is at its version. */
  remove(stored: StoredJob): Promise<WriteOutcome>;
  /** The texts of a part from `0` to `count - 1`, in order. Throws when one is missing. */
  readParts(id: string, name: PartName, count: number): Promise<string[]>;

  /** Pending jobs of a queue by (rank, id). */
  head(query: HeadQuery): Promise<StoredJob[]>;
  /** Scheduled jobs with a `runAt` that is not after `now`, soonest first. */
  due(query: DueQuery): Promise<StoredJob[]>;
  /** Processing jobs with a `lease.until` before `now`. */
  expired(query: DueQuery): Promise<StoredJob[]>;
  /** Processing jobs that a server holds. */
  heldBy(serverId: string, limit: number): Promise<StoredJob[]>;
  /** Scheduled jobs that wait for their children, by id. */
  awaitingChildren(query: { limit: number; after?: string }): Promise<StoredJob[]>;
  /** Ended jobs with an `expireAt` before `now`. */
  retired(query: { now: Millis; limit: number }): Promise<StoredJob[]>;
  list(query: ListQuery): Promise<StoredJob[]>;
  matching(query: MatchQuery): Promise<StoredJob[]>;
  /** How many pending jobs of a queue stand before a rank. */
  countAhead(query: { queue: string; rank: number }): Promise<number>;
  count(query: CountQuery): Promise<number>;
  /** Since when the pending job that waits longest could run; null when none is pending. */
  oldestPending(queue: string): Promise<Millis | null>;
  /** Since when the first job that its provider holds back could run; null when none is held. */
  oldestHeld(queue: string): Promise<Millis | null>;

  /** A bell: a few pending jobs of a queue, of any shard and in no order, now and whenever they change. */
  watchPending(query: PendingQuery, observer: Observer<StoredJob[]>): Unsubscribe;
  /** Ids of the jobs that a server was told to stop and has not acknowledged. */
  watchCancels(serverId: string, observer: Observer<string[]>): Unsubscribe;
  acknowledgeCancel(serverId: string, jobId: string): Promise<void>;
  watchJob(id: string, observer: Observer<StoredJob | null>): Unsubscribe;
}

/** The store could not be reached or did not answer in time. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
