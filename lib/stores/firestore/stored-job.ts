import type { DocumentSnapshot } from 'firebase-admin/firestore';

import { jobFromDocument } from '../../jobs/document';
import type { StoredJob } from '../../queue/ports/job-store';
import { versionOf } from './version';

/** A job as a snapshot shows it; null for a document that does not exist. */
export function storedJob(snapshot: DocumentSnapshot): StoredJob | null {
  const data = snapshot.data();
  const { updateTime } = snapshot;
  if (data === undefined || updateTime === undefined) return null;
  return { job: jobFromDocument(snapshot.id, data), version: versionOf(updateTime) };
}

/** The jobs of a query's documents. */
export function storedJobs(snapshots: readonly DocumentSnapshot[]): StoredJob[] {
  return snapshots.map(storedJob).filter((stored) => stored !== null);
}
