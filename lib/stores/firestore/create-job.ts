import { Timestamp, type Firestore, type WriteBatch } from 'firebase-admin/firestore';

import { jobToDocument } from '../../jobs/document';
import type { CreateOutcome, NewJob, PartWrite } from '../../queue/ports/job-store';
import { jobRef, partRef, submitterRef } from './collections';
import { asking, portError, STATUS, statusOf } from './errors';
import type { StoreMeter } from './meter';
import { timeOf, versionOf } from './version';

/** Job, parts and the submitter's share in one commit: all or nothing. */
export async function createJob(
  db: Firestore,
  meter: StoreMeter,
  { job, parts, submitter }: NewJob,
): Promise<CreateOutcome> {
  const batch = db.batch();
  batch.create(
    jobRef(db, job.id),
    jobToDocument(job, (at) => Timestamp.fromMillis(at)),
  );
  addSubmitter(db, batch, submitter);
  const partCount = addParts(db, batch, job.id, parts);
  meter.writes(2 + partCount);
  try {
    const [created, shared] = await batch.commit();
    if (created === undefined || shared === undefined) throw new Error('a commit without results');
    return {
      ok: true,
      version: versionOf(created.writeTime),
      submitterVersion: versionOf(shared.writeTime),
      at: shared.writeTime.toMillis(),
    };
  } catch (error) {
    const status = statusOf(error);
    const refused =
      status === STATUS.alreadyExists ||
      status === STATUS.failedPrecondition ||
      status === STATUS.notFound;
    if (!refused) throw portError(error);
    // One status stands for the whole commit: which document refused is in the documents alone.
    meter.reads(1);
    const existing = await asking(() => jobRef(db, job.id).get());
    return { ok: false, reason: existing.exists ? 'exists' : 'submitter_conflict' };
  }
}

/** Adds who is charged to a commit, which then succeeds only if that document still is at its version. */
export function addSubmitter(
  db: Firestore,
  batch: WriteBatch,
  { submitter, version }: NewJob['submitter'],
): void {
  const ref = submitterRef(db, submitter.userId);
  const fields = { ...submitter };
  if (version === null) batch.create(ref, fields);
  else batch.update(ref, fields, { lastUpdateTime: timeOf(version) });
}

/** Adds a job's parts to a commit. @returns how many documents */
export function addParts(
  db: Firestore,
  batch: WriteBatch,
  jobId: string,
  parts: readonly PartWrite[],
): number {
  let count = 0;
  for (const { name, from, texts, userId, expireAt } of parts) {
    texts.forEach((text, offset) => {
      const index = from + offset;
      batch.set(partRef(db, jobId, name, index), {
        name,
        index,
        text,
        userId,
        expireAt: Timestamp.fromMillis(expireAt),
      });
      count += 1;
    });
  }
  return count;
}
