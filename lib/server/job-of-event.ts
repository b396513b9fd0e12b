import type { DocumentSnapshot } from 'firebase-admin/firestore';

import type { StoredJob } from '../queue/ports/job-store';
import { storedJob } from '../stores/firestore/stored-job';

/** A job as a trigger's event carries it; null when the document is gone. */
export function jobOfEvent(snapshot: DocumentSnapshot | undefined): StoredJob | null {
  return snapshot === undefined ? null : storedJob(snapshot);
}
