import type { DocumentData, DocumentReference, Firestore } from 'firebase-admin/firestore';

import type {
  ClusterStore,
  LockRecord,
  Members,
  ServerRecord,
} from '../../queue/ports/cluster-store';
import { cancelsOf, COLLECTIONS } from './collections';
import { asking } from './errors';
import type { Listen } from './listen';
import type { StoreMeter } from './meter';
import { timeOf, versionOf } from './version';
import { refusable } from './write-job';

/** Servers, locks and members in Firestore. */
export function createFirestoreClusterStore(
  db: Firestore,
  meter: StoreMeter,
  listen: Listen,
): ClusterStore {
  const servers = db.collection(COLLECTIONS.servers);
  const membersRef = db.collection(COLLECTIONS.cluster).doc('members');
  const lockRef = (name: string): DocumentReference => db.collection(COLLECTIONS.locks).doc(name);
  const membersFrom = (data: DocumentData | undefined): Members | null =>
    // Written before queues were told apart, it says nothing of them.
    data === undefined
      ? null
      : { serversByQueue: {}, ...(data as Omit<Members, 'serversByQueue'>) };

  return {
    heartbeat: async ({ id, ...fields }: ServerRecord) => {
      meter.writes(1);
      await asking(() => servers.doc(id).set(fields));
    },
    servers: async () => {
      const found = await asking(() => servers.get());
      meter.reads(Math.max(found.size, 1));
      return found.docs.map((doc) => ({ ...doc.data(), id: doc.id }) as ServerRecord);
    },
    removeServer: async (id) => {
      // What it was told to stop and did not live to hear.
      const told = await asking(() => cancelsOf(db, id).select().get());
      const batch = db.batch();
      for (const { ref } of told.docs) batch.delete(ref);
      batch.delete(servers.doc(id));
      meter.reads(Math.max(told.size, 1));
      meter.deletes(told.size + 1);
      await asking(() => batch.commit());
    },
    readLock: async (name) => {
      meter.reads(1);
      const snapshot = await asking(() => lockRef(name).get());
      const { updateTime } = snapshot;
      return updateTime === undefined
        ? null
        : { lock: snapshot.data() as LockRecord, version: versionOf(updateTime) };
    },
    writeLock: async (name, lock, version) => {
      meter.writes(1);
      return refusable(async () => {
        const fields = { ...lock };
        const written =
          version === null
            ? await lockRef(name).create(fields)
            : await lockRef(name).update(fields, { lastUpdateTime: timeOf(version) });
        return { ok: true, version: versionOf(written.writeTime) };
      });
    },
    locks: async () => {
      const found = await asking(() => db.collection(COLLECTIONS.locks).get());
      meter.reads(Math.max(found.size, 1));
      return found.docs.map((doc) => ({
        name: doc.id,
        lock: doc.data() as LockRecord,
        version: versionOf(doc.updateTime),
      }));
    },
    removeLock: async (name, version) => {
      meter.deletes(1);
      return refusable(async () => {
        await lockRef(name).delete({ lastUpdateTime: timeOf(version) });
        return { ok: true, version };
      });
    },
    members: async () => {
      meter.reads(1);
      return membersFrom((await asking(() => membersRef.get())).data());
    },
    writeMembers: async (members) => {
      meter.reads(1);
      meter.writes(1);
      return refusable(async () => {
        const before = await membersRef.get();
        if ((membersFrom(before.data())?.fence ?? 0) > members.fence) {
          return { ok: false, reason: 'conflict' };
        }
        const fields = { ...members };
        const written =
          before.updateTime === undefined
            ? await membersRef.create(fields)
            : await membersRef.update(fields, { lastUpdateTime: before.updateTime });
        return { ok: true, version: versionOf(written.writeTime) };
      });
    },
    watchMembers: (observer) =>
      listen.toDocument(membersRef, (snapshot) => membersFrom(snapshot.data()), observer),
  };
}
