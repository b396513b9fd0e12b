import type { Job, Millis } from './job';

/** What both Firebase SDKs' Timestamps have in common. */
interface TimestampLike {
  toMillis(): number;
}

/** A job as it stands in Firestore: without its id, and with `expireAt` as a Timestamp, which TTL needs. */
export type JobDocument = Omit<Job, 'id' | 'expireAt'> & { expireAt: TimestampLike };

/** Reads `jobs/{id}` as either SDK gives it. The documents are written by this project's stores alone. */
export function jobFromDocument(id: string, data: object): Job {
  const { expireAt, ...fields } = data as JobDocument;
  return { ...fields, id, expireAt: expireAt.toMillis() };
}

/** The fields of a job (or of a change of one) as Firestore is to hold them. */
export function jobToDocument(
  job: Partial<Job>,
  timestamp: (at: Millis) => unknown,
): Record<string, unknown> {
  const { id: _, expireAt, ...fields } = job;
  return expireAt === undefined ? fields : { ...fields, expireAt: timestamp(expireAt) };
}
