import type { Job } from '../jobs/job';
import type { JobKind } from '../jobs/kind';
import type { Engine } from './engine';
import { PATIENCE_MS } from './errors';
import { shareOf } from './listed';
import { pack, type Packed } from './payload';
import type { SubmitRequest } from './queue';
import { placeInOrder } from './rank';
import { shardFor } from './user-slots';
import { queueSettings } from './worker/queue-settings';

/** A new job as its submit makes it, with its place in the order and its input packed. */
export function buildJob(
  engine: Engine,
  kind: JobKind,
  request: SubmitRequest,
  parsed: {
    id: string;
    input: unknown;
    print: string;
    shareEnd: number;
    /** Webhooks that hear of its end; none by default. */
    webhookIds?: readonly string[];
  },
): { job: Job; packed: Packed; shareEnd: number } {
  const now = engine.clock.now();
  const runAt = request.runAt !== undefined && request.runAt > now ? request.runAt : null;
  const priority = request.priority ?? 'normal';
  const { rank, shareEnd } = placeInOrder({
    now,
    runAt,
    shareEnd: parsed.shareEnd,
    shareMs: shareOf(engine, kind, parsed.input),
    priority,
  });
  // Long enough that TTL cannot take a job that still waits; finishing sets the real retention.
  const expireAt = (runAt ?? now) + PATIENCE_MS + kind.retentionMs;
  const limit = queueSettings(engine, kind.queue)?.userConcurrency ?? null;
  const packed = pack('input', parsed.input, { userId: request.userId, expireAt });
  const job: Job = {
    id: parsed.id,
    kind: kind.name,
    queue: kind.queue,
    userId: request.userId,
    state: runAt === null ? 'pending' : 'scheduled',
    priority,
    rank,
    shard: shardFor(parsed.id, { queue: kind.queue, userId: request.userId }, limit),
    runAt,
    readyAt: runAt ?? now,
    waiting: null,
    attempt: 0,
    failures: 0,
    maxAttempts: kind.retry.maxAttempts,
    lease: null,
    progress: null,
    partial: null,
    error: null,
    attempts: [],
    usage: null,
    parentId: request.parentId ?? null,
    flow: null,
    children: null,
    webhookIds: [...(parsed.webhookIds ?? [])],
    traceparent: request.traceparent ?? null,
    title: kind.titleOf(parsed.input),
    subjectId: kind.subjectOf(parsed.input),
    cancelRequestedAt: null,
    fingerprint: parsed.print,
    input: packed.inline,
    inputParts: packed.partCount,
    output: null,
    outputParts: 0,
    revision: 0,
    checkpoints: 0,
    createdAt: now,
    updatedAt: now,
    startedAt: null,
    finishedAt: null,
    expireAt,
  };
  return { job, packed, shareEnd };
}
