import type { Config } from '../config';
import { systemClock } from '../environment/system-clock';
import { closeAdminApp } from '../firebase/admin/close';
import { adminFirestore } from '../firebase/admin/firestore';
import type { Engine } from '../queue/engine';
import { createFirestoreStores } from '../stores/firestore';
import { createMemoryStores } from '../stores/memory';

/** Where everything of the queue lives. */
export interface Stores extends Pick<Engine, 'jobs' | 'cluster' | 'records'> {
  close(): Promise<void>;
}

/** Picks the store that the configuration names. */
export function openStores(config: Config): Stores {
  if (config.store === 'memory') {
    return { ...createMemoryStores(systemClock), close: () => Promise.resolve() };
  }
  const { projectId } = config;
  const stores = createFirestoreStores(adminFirestore(projectId), {
    projectId,
    emulatorHost: config.firestoreEmulatorHost,
  });
  return {
    ...stores,
    close: async () => {
      await stores.close();
      await closeAdminApp(projectId);
    },
  };
}
