import type { Firestore } from 'firebase-admin/firestore';

import type { ClusterStore } from '../../queue/ports/cluster-store';
import type { JobStore } from '../../queue/ports/job-store';
import type { RecordStore } from '../../queue/ports/record-store';
import { createBatchClient } from './batch-client';
import { createFirestoreClusterStore } from './cluster-store';
import { createFirestoreJobStore } from './job-store';
import { createListen } from './listen';
import { type StoreMeter, UNMETERED } from './meter';
import { createFirestoreRecordStore } from './record-store';
import { WriteBatcher } from './write-batcher';

/** The three ports over one Firestore database. */
export function createFirestoreStores(
  db: Firestore,
  options: { projectId: string; emulatorHost: string | undefined; meter?: StoreMeter },
): { jobs: JobStore; cluster: ClusterStore; records: RecordStore; close: () => Promise<void> } {
  const meter = options.meter ?? UNMETERED;
  const listen = createListen(meter, options.emulatorHost !== undefined);
  const client = createBatchClient(options);
  return {
    jobs: createFirestoreJobStore(db, new WriteBatcher(client.send), meter, listen),
    cluster: createFirestoreClusterStore(db, meter, listen),
    records: createFirestoreRecordStore(db, client.commit, meter, listen),
    close: () => client.close(),
  };
}
