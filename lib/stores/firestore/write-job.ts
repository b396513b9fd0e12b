import { FieldValue, Timestamp, type Firestore, type WriteBatch } from 'firebase-admin/firestore';

import { changeToDocument, jobToDocument } from '../../jobs/document';
import type { Millis } from '../../jobs/job';
import type { Alongside, JobWrite, WriteOutcome } from '../../queue/ports/job-store';
import { cancelsOf, COLLECTIONS, jobRef } from './collections';
import { addParts, addSubmitter } from './create-job';
import { encodeFields } from './encode-value';
import { asking, portError, STATUS, statusOf } from './errors';
import type { StoreMeter } from './meter';
import { timeOf, versionOf } from './version';
import type { WriteBatcher } from './write-batcher';

/** One conditional change: alone in a commit when it has company (atomic), otherwise with others in a BatchWrite. */
export async function writeJob(
  db: Firestore,
  meter: StoreMeter,
  batcher: WriteBatcher,
  write: JobWrite,
): Promise<WriteOutcome> {
  const { id, version, patch, parts = [], tellServer, alongside = {} } = write;
  const fields = changeToDocument(patch, toTimestamp);
  const alone = tellServer === undefined && Object.keys(alongside).length === 0;
  if (parts.length === 0 && alone) {
    meter.writes(1);
    // Encoded here: a value that Firestore cannot hold must not fail the writes that travel along.
    const encoded = encodeFields(fields);
    return batcher.update({ path: `${COLLECTIONS.jobs}/${id}`, version, fields: encoded });
  }
  const batch = db.batch();
  batch.update(jobRef(db, id), fields, { lastUpdateTime: timeOf(version) });
  let writes = 1 + addParts(db, batch, id, parts);
  if (tellServer !== undefined) {
    batch.set(cancelsOf(db, tellServer).doc(id), { at: fields['updatedAt'] ?? null });
    writes += 1;
  }
  writes += addAlongside(db, batch, alongside);
  meter.writes(writes);
  const outcome = await refusable(async () => {
    const [written] = await batch.commit();
    if (written === undefined) throw new Error('a commit without results');
    return { ok: true, version: versionOf(written.writeTime) };
  });
  if (outcome.ok || outcome.reason === 'conflict') return outcome;
  return withoutMissing(db, meter, batcher, write);
}

/** Adds what stands or falls with the change. @returns how many documents */
function addAlongside(
  db: Firestore,
  batch: WriteBatch,
  { create = [], others = [], childEnded, submitter }: Alongside,
): number {
  let count = others.length;
  if (submitter !== undefined) {
    addSubmitter(db, batch, submitter);
    count += 1;
  }
  for (const { job, parts } of create) {
    batch.create(jobRef(db, job.id), jobToDocument(job, toTimestamp));
    count += 1 + addParts(db, batch, job.id, parts);
  }
  for (const { id, version, patch } of others) {
    batch.update(jobRef(db, id), changeToDocument(patch, toTimestamp), {
      lastUpdateTime: timeOf(version),
    });
  }
  if (childEnded === undefined) return count;
  batch.update(jobRef(db, childEnded.parentId), {
    'children.ended': FieldValue.increment(1),
    'children.failed': FieldValue.increment(childEnded.failed ? 1 : 0),
  });
  return count + 1;
}

/** One status stands for the whole commit: which document was not there is in the documents alone. */
async function withoutMissing(
  db: Firestore,
  meter: StoreMeter,
  batcher: WriteBatcher,
  write: JobWrite,
): Promise<WriteOutcome> {
  const { alongside } = write;
  if (alongside === undefined) return { ok: false, reason: 'missing' };
  const { childEnded, ...rest } = alongside;
  const refs = [write.id, ...(childEnded === undefined ? [] : [childEnded.parentId])];
  meter.reads(refs.length);
  const [own, parent] = await asking(() => db.getAll(...refs.map((id) => jobRef(db, id))));
  if (own?.exists !== true) return { ok: false, reason: 'missing' };
  if (parent === undefined || parent.exists) return { ok: false, reason: 'conflict' };
  return writeJob(db, meter, batcher, { ...write, alongside: rest });
}

function toTimestamp(at: Millis): Timestamp {
  return Timestamp.fromMillis(at);
}

/** A write whose refusal is an outcome, not an error. */
export async function refusable(write: () => Promise<WriteOutcome>): Promise<WriteOutcome> {
  try {
    return await write();
  } catch (error) {
    const status = statusOf(error);
    if (status === STATUS.notFound) return { ok: false, reason: 'missing' };
    if (status === STATUS.failedPrecondition || status === STATUS.alreadyExists) {
      return { ok: false, reason: 'conflict' };
    }
    throw portError(error);
  }
}
