import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

import type { OutboxItem } from './item';

export interface OutboxSchema extends DBSchema {
  items: { key: string; value: OutboxItem; indexes: { userId: string } };
  /** A recording's pieces in order, each as it came from the recorder. */
  chunks: {
    key: [string, number];
    value: { itemId: string; index: number; bytes: ArrayBuffer };
  };
  files: { key: string; value: { itemId: string; file: Blob } };
}

export type OutboxDatabase = IDBPDatabase<OutboxSchema>;

/**
 * Opens the outbox. A tab with a newer version of the page must not wait for this one, so an outdated
 * connection closes itself; `onClosed` is told then, and when the browser ends it.
 */
export function openOutboxDatabase(
  onClosed: () => void,
  name = 'firelane-outbox',
): Promise<OutboxDatabase> {
  return openDB<OutboxSchema>(name, 1, {
    upgrade(db) {
      db.createObjectStore('items', { keyPath: 'id' }).createIndex('userId', 'userId');
      db.createObjectStore('chunks', { keyPath: ['itemId', 'index'] });
      db.createObjectStore('files', { keyPath: 'itemId' });
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      onClosed();
    },
    terminated: onClosed,
  });
}
