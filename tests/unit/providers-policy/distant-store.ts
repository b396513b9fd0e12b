import type { RecordStore } from '@/lib/queue/ports/record-store';

import type { Process } from '../../simulation/process';

/** A store that each answer takes a while to come from, there and back. */
export function distantStore(store: RecordStore, process: Process, mostMs: number): RecordStore {
  const far = async <T>(operation: () => Promise<T>): Promise<T> => {
    await process.wait(process.random.between(1, mostMs));
    const answer = await operation();
    await process.wait(process.random.between(1, mostMs));
    return answer;
  };
  return {
    ...store,
    read: (collection, id) => far(() => store.read(collection, id)),
    write: (writes) => far(() => store.write(writes)),
    remove: (collection, id) => far(() => store.remove(collection, id)),
  };
}

/** Counts operations as Firestore bills them, listeners left out. */
export function countedStore(store: RecordStore): { store: RecordStore; count: () => number } {
  let operations = 0;
  return {
    count: () => operations,
    store: {
      ...store,
      read: (collection, id) => {
        operations += 1;
        return store.read(collection, id);
      },
      write: (writes) => {
        operations += writes.length;
        return store.write(writes);
      },
    },
  };
}
