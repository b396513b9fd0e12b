import { afterAll } from 'vitest';

import { adminFirestore } from '@/lib/firebase/admin/firestore';
import { closeAdminApp } from '@/lib/firebase/admin/close';
import type { ClusterStore } from '@/lib/queue/ports/cluster-store';
import type { JobStore } from '@/lib/queue/ports/job-store';
import type { RecordStore } from '@/lib/queue/ports/record-store';
import { createFirestoreStores } from '@/lib/stores/firestore';
import type { StoreMeter } from '@/lib/stores/firestore/meter';

/** Where the emulator listens; tests of this group cannot run without it. */
export function emulatorHost(): string {
  const host = process.env.FIRESTORE_EMULATOR_HOST;
  if (host === undefined) {
    throw new Error('FIRESTORE_EMULATOR_HOST is not set: run these tests by `npm test`.');
  }
  return host;
}

let opened = 0;

/**
 * The Firestore stores over an empty database: a project of its own within the one emulator.
 * Closed after the file's last test.
 */
export function openStores(
  name: string,
  meter?: StoreMeter,
): { projectId: string; jobs: JobStore; cluster: ClusterStore; records: RecordStore } {
  opened += 1;
  const projectId = `demo-${name}-${process.pid}-${opened}`;
  const stores = createFirestoreStores(adminFirestore(projectId), {
    projectId,
    emulatorHost: emulatorHost(),
    ...(meter === undefined ? {} : { meter }),
  });
  afterAll(async () => {
    await stores.close();
    await closeAdminApp(projectId);
  });
  return { projectId, ...stores };
}
