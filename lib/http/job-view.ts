import type { AttemptRecord, Job, Millis } from '../jobs/job';
import { isoTime } from './iso-time';
import type { JobView } from './schemas/job-view-schema';

/** A job as the API shows it: without what only the engine needs (rank, lease, tokens, fingerprint). */
export function jobView(job: Job): JobView {
  return {
    id: job.id,
    kind: job.kind,
    queue: job.queue,
    userId: job.userId,
    status: job.state,
    priority: job.priority,
    title: job.title,
    subjectId: job.subjectId,
    parentId: job.parentId,
    children: job.children,
    waiting: job.waiting && { ...job.waiting, until: isoOrNull(job.waiting.until) },
    attempt: job.attempt,
    maxAttempts: job.maxAttempts,
    progress: job.progress && { ...job.progress, updatedAt: isoTime(job.progress.updatedAt) },
    partial: job.partial,
    error: job.error,
    attempts: job.attempts.map(attemptView),
    usage: job.usage,
    revision: job.revision,
    hasOutput: job.state === 'completed',
    cancelRequested: job.cancelRequestedAt !== null,
    createdAt: isoTime(job.createdAt),
    updatedAt: isoTime(job.updatedAt),
    startedAt: isoOrNull(job.startedAt),
    finishedAt: isoOrNull(job.finishedAt),
    runAt: isoOrNull(job.runAt),
    expireAt: isoTime(job.expireAt),
  };
}

function attemptView(record: AttemptRecord): JobView['attempts'][number] {
  return {
    attempt: record.attempt,
    serverId: record.serverId,
    startedAt: isoTime(record.startedAt),
    endedAt: isoOrNull(record.endedAt),
    outcome: record.outcome,
    error: record.error,
  };
}

function isoOrNull(at: Millis | null): string | null {
  return at === null ? null : isoTime(at);
}
