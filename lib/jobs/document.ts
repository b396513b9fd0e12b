import type { Job, Millis } from './job';

/** What both Firebase SDKs' Timestamps have in common. */
interface TimestampLike {
  toMillis(): number;
}

/** A job as it stands in Firestore: without its id, and with `expireAt` as a Timestamp, which TTL needs. */
export type JobDocument = Omit<Job, 'id' | 'expireAt' | keyof typeof UNSET> &
  Partial<typeof UNSET> & { expireAt: TimestampLike };

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
  const { expireAt, ...fields } = data as JobDocument;
  return { ...UNSET, ...fields, id, expireAt: expireAt.toMillis() };
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
  const { id: _, expireAt, ...fields } = change;
  return expireAt === undefined ? fields : { ...fields, expireAt: timestamp(expireAt) };
}

function isUnset(name: string, value: unknown): boolean {
  if (!(name in UNSET)) return false;
  return Array.isArray(value) ? value.length === 0 : value === UNSET[name as keyof typeof UNSET];
}
