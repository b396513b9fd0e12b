import type { Job } from '@/lib/jobs/job';
import type { JobStore, StoredJob, StoredSubmitter } from '@/lib/queue/ports/job-store';
import { shardOf } from '@/lib/queue/shard';

/** A pending job with every field set to something plain. */
export function sampleJob(id: string, fields: Partial<Job> = {}): Job {
  return {
    id,
    kind: 'noop',
    queue: 'ai_processing',
    userId: 'ann',
    state: 'pending',
    priority: 'normal',
    rank: 1_000,
    shard: shardOf(id),
    runAt: null,
    readyAt: 1_000,
    waiting: null,
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
    flow: null,
    children: null,
    webhookIds: [],
    traceparent: null,
    title: 'a job',
    subjectId: null,
    cancelRequestedAt: null,
    fingerprint: 'f',
    input: '{"nested":[[1,2],[3]]}',
    inputParts: 0,
    output: null,
    outputParts: 0,
    revision: 0,
    checkpoints: 0,
    createdAt: 1_000,
    updatedAt: 1_000,
    startedAt: null,
    finishedAt: null,
    expireAt: 4_000_000_000_000,
    ...fields,
  };
}

/** Puts a job into a store, whatever the submitter's version is. */
export async function put(store: JobStore, job: Job): Promise<StoredJob> {
  for (;;) {
    const submitter: StoredSubmitter = await store.readSubmitter(job.userId);
    const outcome = await store.create({ job, parts: [], submitter });
    if (outcome.ok) return { job, version: outcome.version };
    if (outcome.reason === 'exists') throw new Error(`job ${job.id} exists`);
  }
}
