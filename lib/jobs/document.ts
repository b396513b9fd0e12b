import type { AttemptRecord, Job, Millis } from './job';

/** What both Firebase SDKs' Timestamps have in common. */
interface TimestampLike {
  toMillis(): number;
}

/** A job as it stands in Firestore: without its id, and with `expireAt` as a Timestamp, which TTL needs. */
export type JobDocument = Omit<Job, 'id' | 'expireAt' | 'readyAt' | keyof typeof UNSET> &
  Partial<typeof UNSET & Pick<Job, 'readyAt'>> & { expireAt: TimestampLike };

/**
 * Fields that a document leaves out as long as nothing was written to them: half of a new job, and with it half
 * of what each read and write carries. No query asks for these values.
 */
const UNSET = {
  runAt: null,
  waiting: null,
  attempt: 0,
  failures: 0,
  lease: null,
  progress: null,
  partial: null,
  error: null,
  attempts: [],
  usage: null,
  parentId: null,
  flow: null,
  children: null,
  webhookIds: [],
  traceparent: null,
  subjectId: null,
  cancelRequestedAt: null,
  inputParts: 0,
  output: null,
  outputParts: 0,
  revision: 0,
  checkpoints: 0,
  startedAt: null,
  finishedAt: null,
} satisfies Partial<Job>;

/** Reads `jobs/{id}` as either SDK gives it. The documents are written by this project's stores alone. */
export function jobFromDocument(id: string, data: object): Job {
  const fields = data as JobDocument;
  // Not by spreads: measured in V8, two of this size in one literal take twenty times as long.
  const job: Job = Object.assign({}, UNSET, fields, {
    id,
    expireAt: fields.expireAt.toMillis(),
    // A revision before this field wrote pending jobs last when they could run.
    readyAt: fields.readyAt ?? fields.updatedAt,
  });
  const running = runningRecord(job);
  if (running !== null) job.attempts = [...job.attempts, running];
  return job;
}

/**
 * The running attempt's record. It is not stored, because the lease says all of it: a third of what each claim
 * and each read of a processing job would carry.
 */
function runningRecord({ attempt, lease, startedAt }: Job): AttemptRecord | null {
  if (lease === null || startedAt === null) return null;
  const { serverId, token } = lease;
  return { attempt, serverId, token, startedAt, endedAt: null, outcome: null, error: null };
}

/** A new job's document. */
export function jobToDocument(
  job: Job,
  timestamp: (at: Millis) => unknown,
): Record<string, unknown> {
  const fields = Object.entries(changeToDocument(job, timestamp));
  return Object.fromEntries(fields.filter(([name, value]) => !isUnset(name, value)));
}

/** The fields of a change as Firestore is to hold them. */
export function changeToDocument(
  change: Partial<Job>,
  timestamp: (at: Millis) => unknown,
): Record<string, unknown> {
  const { id: _, expireAt, attempts, ...fields } = change;
  const document: Record<string, unknown> = fields;
  if (attempts !== undefined) document['attempts'] = attempts.filter(hasEnded);
  if (expireAt !== undefined) document['expireAt'] = timestamp(expireAt);
  return document;
}

function hasEnded({ endedAt }: AttemptRecord): boolean {
  return endedAt !== null;
}

function isUnset(name: string, value: unknown): boolean {
  if (!(name in UNSET)) return false;
  return Array.isArray(value) ? value.length === 0 : value === UNSET[name as keyof typeof UNSET];
}
