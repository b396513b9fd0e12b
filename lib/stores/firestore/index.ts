import type { Firestore } from 'firebase-admin/firestore';

import type { ClusterStore } from '../../queue/ports/cluster-store';
import type { JobStore } from '../../queue/ports/job-store';
import { createBatchClient } from './batch-client';
import { createFirestoreClusterStore } from './cluster-store';
import { createFirestoreJobStore } from './job-store';
import { type StoreMeter, UNMETERED } from './meter';
import { WriteBatcher } from './write-batcher';

/** Both ports over one Firestore database. */
export function createFirestoreStores(
  db: Firestore,
  options: { projectId: string; emulatorHost: string | undefined; meter?: StoreMeter },
): { jobs: JobStore; cluster: ClusterStore; close: () => Promise<void> } {
  const meter = options.meter ?? UNMETERED;
  const client = createBatchClient(options);
  return {
    jobs: createFirestoreJobStore(db, new WriteBatcher(client.send), meter),
    cluster: createFirestoreClusterStore(db, meter),
    close: () => client.close(),
  };
}
