import type { Job, Millis } from '@/lib/jobs/job';

import { sampleJob } from '../conformance/sample-job';

/** A job as it is submitted, with its input in one part. */
export function waitingJob(id: string, userId: string, now: Millis): Job {
  return sampleJob(id, {
    kind: 'summary',
    userId,
    rank: now,
    shard: 0,
    input: null,
    inputParts: 1,
    createdAt: now,
    updatedAt: now,
    expireAt: now,
  });
}
