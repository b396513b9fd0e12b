import { Timestamp, type Firestore } from 'firebase-admin/firestore';

import { jobToDocument } from '../../jobs/document';
import type { JobWrite, WriteOutcome } from '../../queue/ports/job-store';
import { cancelsOf, COLLECTIONS, jobRef } from './collections';
import { addParts } from './create-job';
import { encodeFields } from './encode-value';
import { portError, STATUS, statusOf } from './errors';
import type { StoreMeter } from './meter';
import { timeOf, versionOf } from './version';
import type { WriteBatcher } from './write-batcher';

/** One conditional change: alone in a commit when it has company (atomic), otherwise with others in a BatchWrite. */
export async function writeJob(
  db: Firestore,
  meter: StoreMeter,
  batcher: WriteBatcher,
  { id, version, patch, parts = [], tellServer }: JobWrite,
): Promise<WriteOutcome> {
  const fields = jobToDocument(patch, (at) => Timestamp.fromMillis(at));
  meter.writes(1);
  if (parts.length === 0 && tellServer === undefined) {
    // Encoded here: a value that Firestore cannot hold must not fail the writes that travel along.
    const encoded = encodeFields(fields);
    return batcher.update({ path: `${COLLECTIONS.jobs}/${id}`, version, fields: encoded });
  }
  const batch = db.batch();
  batch.update(jobRef(db, id), fields, { lastUpdateTime: timeOf(version) });
  meter.writes(addParts(db, batch, id, parts));
  if (tellServer !== undefined) {
    batch.set(cancelsOf(db, tellServer).doc(id), { at: fields['updatedAt'] ?? null });
    meter.writes(1);
  }
  return refusable(async () => {
    const [written] = await batch.commit();
    if (written === undefined) throw new Error('a commit without results');
    return { ok: true, version: versionOf(written.writeTime) };
  });
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
