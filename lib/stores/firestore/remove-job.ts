import type { Firestore } from 'firebase-admin/firestore';

import type { StoredJob, WriteOutcome } from '../../queue/ports/job-store';
import { COLLECTIONS, jobRef } from './collections';
import { asking } from './errors';
import type { StoreMeter } from './meter';
import { timeOf } from './version';
import { refusable } from './write-job';

/** Deletes a job with its parts in one commit. */
export async function removeJob(
  db: Firestore,
  meter: StoreMeter,
  { job, version }: StoredJob,
): Promise<WriteOutcome> {
  const ref = jobRef(db, job.id);
  const batch = db.batch();
  batch.delete(ref, { lastUpdateTime: timeOf(version) });
  let deletes = 1;
  if (job.inputParts + job.outputParts + job.checkpoints + job.revision > 0) {
    const parts = await asking(() => ref.collection(COLLECTIONS.parts).select().get());
    meter.reads(Math.max(parts.size, 1));
    for (const part of parts.docs) batch.delete(part.ref);
    deletes += parts.size;
  }
  meter.deletes(deletes);
  return refusable(async () => {
    await batch.commit();
    return { ok: true, version };
  });
}
