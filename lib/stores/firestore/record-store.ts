import {
  type DocumentData,
  type DocumentReference,
  type DocumentSnapshot,
  type Firestore,
  type Query,
  Timestamp,
} from 'firebase-admin/firestore';

import type { RecordCollection, RecordStore, StoredRecord } from '../../queue/ports/record-store';
import type { Commit } from './commit';
import { encodeFields } from './encode-value';
import { asking, portError, STATUS, statusOf } from './errors';
import type { Listen } from './listen';
import type { StoreMeter } from './meter';
import { recordQuery } from './queries';
import { versionOf } from './version';

/** Small documents in Firestore, one collection a kind. */
export function createFirestoreRecordStore(
  db: Firestore,
  commit: Commit,
  meter: StoreMeter,
  listen: Listen,
): RecordStore {
  const refOf = <T>({ name }: RecordCollection<T>, id: string): DocumentReference =>
    db.collection(name).doc(id);
  const select = async <T>(query: Query): Promise<StoredRecord<T>[]> => {
    const found = await asking(() => query.get());
    meter.reads(Math.max(found.size, 1));
    return recordsOf<T>(found.docs);
  };

  return {
    read: async <T>(collection: RecordCollection<T>, id: string) => {
      meter.reads(1);
      const snapshot = await asking(() => refOf(collection, id).get());
      return { record: recordOf<T>(snapshot), at: snapshot.readTime.toMillis() };
    },
    write: async (writes) => {
      meter.writes(writes.length);
      const whole = writes.map(({ collection, id, value, version }) => ({
        path: `${collection.name}/${id}`,
        fields: encodeFields(toDocument(value as DocumentData)),
        version,
      }));
      try {
        return { ok: true, ...(await commit(whole)) };
      } catch (error) {
        const status = statusOf(error);
        const refused =
          status === STATUS.notFound ||
          status === STATUS.failedPrecondition ||
          status === STATUS.alreadyExists;
        if (refused) return { ok: false, reason: 'conflict' };
        throw portError(error);
      }
    },
    remove: async (collection, id) => {
      meter.deletes(1);
      await asking(() => refOf(collection, id).delete());
    },
    list: (collection, query) => select(recordQuery(db, collection.name, query)),
    watch: (collection, id, observer) =>
      listen.toDocument(refOf(collection, id), (snapshot) => recordOf(snapshot), observer),
    watchAll: (collection, observer) =>
      listen.toQuery(db.collection(collection.name), ({ docs }) => recordsOf(docs), observer),
  };
}

function recordsOf<T>(snapshots: readonly DocumentSnapshot[]): StoredRecord<T>[] {
  return snapshots
    .map((snapshot) => recordOf<T>(snapshot))
    .filter((record): record is StoredRecord<T> => record !== null);
}

function recordOf<T>(snapshot: DocumentSnapshot): StoredRecord<T> | null {
  const data = snapshot.data();
  const { updateTime } = snapshot;
  if (data === undefined || updateTime === undefined) return null;
  const expireAt: unknown = data['expireAt'];
  const value = expireAt instanceof Timestamp ? { ...data, expireAt: expireAt.toMillis() } : data;
  return { id: snapshot.id, value: value as T, version: versionOf(updateTime) };
}

/** TTL goes by a Timestamp. */
function toDocument(value: DocumentData): DocumentData {
  const expireAt: unknown = value['expireAt'];
  return typeof expireAt === 'number'
    ? { ...value, expireAt: Timestamp.fromMillis(expireAt) }
    : value;
}
