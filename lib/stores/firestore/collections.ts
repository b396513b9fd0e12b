import type { CollectionReference, DocumentReference, Firestore } from 'firebase-admin/firestore';

import { submitterKey } from '../../cluster/submitter';
import type { PartName } from '../../queue/ports/job-store';

/** The names of every collection that the stores write. */
export const COLLECTIONS = {
  jobs: 'jobs',
  parts: 'parts',
  submitters: 'rate_limits',
  servers: 'servers',
  cancels: 'cancels',
  locks: 'locks',
  cluster: 'cluster',
} as const;

export function jobsOf(db: Firestore): CollectionReference {
  return db.collection(COLLECTIONS.jobs);
}

export function jobRef(db: Firestore, id: string): DocumentReference {
  return jobsOf(db).doc(id);
}

export function partRef(
  db: Firestore,
  id: string,
  name: PartName,
  index: number,
): DocumentReference {
  return jobRef(db, id)
    .collection(COLLECTIONS.parts)
    .doc(`${name}-${String(index).padStart(4, '0')}`);
}

/** Under its server: what it was told to stop. */
export function cancelsOf(db: Firestore, serverId: string): CollectionReference {
  return db.collection(COLLECTIONS.servers).doc(serverId).collection(COLLECTIONS.cancels);
}

export function submitterRef(db: Firestore, userId: string): DocumentReference {
  return db.collection(COLLECTIONS.submitters).doc(submitterKey(userId));
}
