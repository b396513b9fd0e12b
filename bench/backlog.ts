import { Timestamp } from 'firebase-admin/firestore';

import { adminFirestore } from '../lib/firebase/admin/firestore';
import { jobToDocument } from '../lib/jobs/document';
import type { Job } from '../lib/jobs/job';
import { shardOf } from '../lib/queue/shard';
import type { Lane } from './lane';
import { noopKind } from './noop';

/** Writes pending jobs straight into the collection: what is measured begins after. @returns their ids */
export async function seedBacklog(lane: Lane, count: number): Promise<string[]> {
  const db = adminFirestore(lane.projectId);
  const writer = db.bulkWriter({ throttling: false });
  const ids = Array.from({ length: count }, () => lane.engine.entropy.id());
  const failures: unknown[] = [];
  ids.forEach((id, n) => {
    const document = jobToDocument(pendingJob(id, n), (at) => Timestamp.fromMillis(at));
    writer.create(db.collection('jobs').doc(id), document).catch((error: unknown) => {
      failures.push(error);
    });
  });
  await writer.close();
  if (failures.length > 0) throw new Error(`the backlog was not written: ${String(failures[0])}`);
  return ids;
}

function pendingJob(id: string, n: number): Job {
  const now = Date.now();
  return {
    id,
    kind: noopKind.name,
    queue: noopKind.queue,
    userId: `user-${n % 50}`,
    state: 'pending',
    priority: 'normal',
    rank: now + n,
    shard: shardOf(id),
    runAt: null,
    attempt: 0,
    failures: 0,
    maxAttempts: 3,
    lease: null,
    progress: null,
    partial: null,
    error: null,
    attempts: [],
    usage: null,
    parentId: null,
    title: 'no-op',
    subjectId: null,
    cancelRequestedAt: null,
    fingerprint: '',
    input: JSON.stringify({ n }),
    inputParts: 0,
    output: null,
    outputParts: 0,
    revision: 0,
    checkpoints: 0,
    createdAt: now,
    updatedAt: now,
    startedAt: null,
    finishedAt: null,
    expireAt: now + 24 * 60 * 60_000,
  };
}
