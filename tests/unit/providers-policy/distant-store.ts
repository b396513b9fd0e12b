import type { RecordStore } from '@/lib/queue/ports/record-store';

import type { Process } from '../../simulation/process';

/**
 * A store that each answer takes a while to come from, there and back.
 * @param writeMs of a write, where that is slower: many write the same record
 */
export function distantStore(
  store: RecordStore,
  process: Process,
  mostMs: number,
  [leastWriteMs, mostWriteMs]: [number, number] = [1, mostMs],
): RecordStore {
  const away = async <T>(operation: () => Promise<T>, least: number, most: number): Promise<T> => {
    await process.wait(process.random.between(least, most));
    const answer = await operation();
    await process.wait(process.random.between(least, most));
    return answer;
  };
  const far = <T>(operation: () => Promise<T>): Promise<T> => away(operation, 1, mostMs);
  return {
    ...store,
    read: (collection, id) => far(() => store.read(collection, id)),
    write: (writes) => away(() => store.write(writes), leastWriteMs, mostWriteMs),
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
