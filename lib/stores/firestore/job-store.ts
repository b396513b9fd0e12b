import type { Firestore, Query } from 'firebase-admin/firestore';

import { newSubmitter } from '../../cluster/submitter';
import type { Millis } from '../../jobs/job';
import type { JobStore, PartName, StoredJob, Submitter } from '../../queue/ports/job-store';
import { cancelsOf, jobRef, partRef, submitterRef } from './collections';
import { createJob } from './create-job';
import { asking } from './errors';
import type { Listen } from './listen';
import type { StoreMeter } from './meter';
import * as queries from './queries';
import { removeJob } from './remove-job';
import { storedJob, storedJobs } from './stored-job';
import { versionOf } from './version';
import type { WriteBatcher } from './write-batcher';
import { writeJob } from './write-job';

/** Jobs in Firestore. */
export function createFirestoreJobStore(
  db: Firestore,
  batcher: WriteBatcher,
  meter: StoreMeter,
  listen: Listen,
): JobStore {
  const select = async (query: Query): Promise<StoredJob[]> => {
    const found = await asking(() => query.get());
    meter.reads(Math.max(found.size, 1));
    return storedJobs(found.docs);
  };
  const count = async (query: Query): Promise<number> => {
    const answer = await asking(() => query.count().get());
    const { count: found } = answer.data();
    meter.reads(Math.max(1, Math.ceil(found / 1000)));
    return found;
  };
  const firstReady = async (byReadiness: Query): Promise<Millis | null> => {
    const first = byReadiness.limit(1).select('readyAt');
    meter.reads(1);
    const [found] = (await asking(() => first.get())).docs;
    return (found?.get('readyAt') as Millis | undefined) ?? null;
  };

  return {
    create: (job) => createJob(db, meter, job),
    readSubmitter: async (userId) => {
      meter.reads(1);
      const snapshot = await asking(() => submitterRef(db, userId).get());
      const { updateTime } = snapshot;
      const at = snapshot.readTime.toMillis();
      return updateTime === undefined
        ? { submitter: newSubmitter(userId), version: null, at }
        : {
            submitter: { ...newSubmitter(userId), ...(snapshot.data() as Partial<Submitter>) },
            version: versionOf(updateTime),
            at,
          };
    },
    get: async (id) => {
      meter.reads(1);
      return storedJob(await asking(() => jobRef(db, id).get()));
    },
    write: (write) => writeJob(db, meter, batcher, write),
    remove: (stored) => removeJob(db, meter, stored),
    readParts: (id, name, count) => readParts(db, meter, id, name, count),
    head: (query) => select(queries.headQuery(db, query)),
    due: (query) => select(queries.dueQuery(db, query)),
    expired: (query) => select(queries.expiredQuery(db, query)),
    heldBy: (serverId, limit) => select(queries.heldByQuery(db, serverId, limit)),
    awaitingChildren: (query) => select(queries.awaitingChildrenQuery(db, query)),
    retired: (query) => select(queries.retiredQuery(db, query)),
    list: (query) => select(queries.listQuery(db, query)),
    matching: (query) => select(queries.matchQuery(db, query)),
    countAhead: (place) => count(queries.aheadQuery(db, place)),
    count: (query) => count(queries.countQuery(db, query)),
    oldestPending: (queue) => firstReady(queries.oldestPendingQuery(db, queue)),
    oldestHeld: (queue) => firstReady(queries.oldestHeldQuery(db, queue)),
    watchPending: (query, observer) =>
      listen.toQuery(queries.pendingQuery(db, query), ({ docs }) => storedJobs(docs), observer),
    watchCancels: (serverId, observer) =>
      listen.toQuery(cancelsOf(db, serverId), ({ docs }) => docs.map((doc) => doc.id), observer),
    acknowledgeCancel: async (serverId, jobId) => {
      meter.deletes(1);
      await asking(() => cancelsOf(db, serverId).doc(jobId).delete());
    },
    watchJob: (id, observer) => listen.toDocument(jobRef(db, id), storedJob, observer),
  };
}

async function readParts(
  db: Firestore,
  meter: StoreMeter,
  id: string,
  name: PartName,
  count: number,
): Promise<string[]> {
  if (count === 0) return [];
  meter.reads(count);
  const refs = Array.from({ length: count }, (_, index) => partRef(db, id, name, index));
  const snapshots = await asking(() => db.getAll(...refs));
  return snapshots.map((snapshot, index) => {
    const text: unknown = snapshot.get('text');
    if (typeof text !== 'string') throw new Error(`part ${name} ${index} of job ${id} is missing`);
    return text;
  });
}
