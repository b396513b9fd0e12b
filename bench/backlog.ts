import { Timestamp } from 'firebase-admin/firestore';

import { adminFirestore } from '../lib/firebase/admin/firestore';
import { jobToDocument } from '../lib/jobs/document';
import type { Job } from '../lib/jobs/job';
import { sampleJob } from '../tests/conformance/sample-job';
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
  return sampleJob(id, {
    kind: noopKind.name,
    queue: noopKind.queue,
    userId: `user-${n % 50}`,
    rank: now + n,
    input: JSON.stringify({ n }),
    createdAt: now,
    updatedAt: now,
  });
}
