import type { AttemptRecord, Progress, Usage } from '@/lib/jobs/job';
import type { JobErrorRecord } from '@/lib/jobs/error';
import type { ChildCount } from '@/lib/jobs/flow';
import type { Priority } from '@/lib/jobs/priority';
import type { JobState } from '@/lib/jobs/state';
import type { WaitReason } from '@/lib/jobs/waiting';

/** One attempt as the routes answer it; times are ISO strings. */
export interface AdminAttempt extends Omit<AttemptRecord, 'token' | 'startedAt' | 'endedAt'> {
  startedAt: string;
  endedAt: string | null;
}

/**
 * Anybody's job as an administrator sees it: without what the person wrote or got. Times are ISO strings, as the
 * routes of `/api/admin` answer them.
 */
export interface AdminJob {
  id: string;
  kind: string;
  queue: string;
  userId: string;
  status: JobState;
  priority: Priority;
  subjectId: string | null;
  parentId: string | null;
  /** Attempts started so far. */
  attempt: number;
  /** Ended attempts that count against `maxAttempts`. */
  failures: number;
  maxAttempts: number;
  waiting: { reason: WaitReason; until: string | null; message: string } | null;
  progress: (Omit<Progress, 'updatedAt'> & { updatedAt: string }) | null;
  error: JobErrorRecord | null;
  /** Oldest first; the newest ten. */
  attempts: AdminAttempt[];
  usage: Usage | null;
  children: ChildCount | null;
  /** Who runs it now. */
  serverId: string | null;
  shard: number;
  rank: number;
  /** W3C trace context of its submit. */
  traceparent: string | null;
  revision: number;
  hasOutput: boolean;
  cancelRequested: boolean;
  createdAt: string;
  updatedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  runAt: string | null;
  expireAt: string;
}

/** The jobs that a job has made, in their order. */
export interface ChildJobs {
  jobs: { id: string; kind: string; status: JobState; errorCode: string | null }[];
}

/** What the person wrote and got: read only by asking for it, which is audited. */
export interface RevealedJob {
  id: string;
  title: string;
  partial: string | null;
  input: unknown;
  /** Null unless completed. */
  output: unknown;
}

/** One page of jobs; it may be short, or empty, and have a next one. */
export interface AdminJobPage {
  jobs: AdminJob[];
  nextCursor: string | null;
  /** How many jobs were looked at for it. */
  scanned: number;
}
