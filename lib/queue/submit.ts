import type { Job } from '../jobs/job';
import type { JobKind } from '../jobs/kind';
import { backoff } from './backoff';
import type { Engine } from './engine';
import { PATIENCE_MS } from './errors';
import { fingerprint, idOfKey } from './fingerprint';
import { pack, type Packed } from './payload';
import { persist } from './persist';
import type { StoredSubmitter } from './ports/job-store';
import { QueueError } from './queue-error';
import type { Submitted, SubmitRequest } from './queue';
import { placeInOrder } from './rank';
import { shardOf } from './shard';
import { sleep } from './sleep';
import type { SubmitterCache } from './submitter-cache';

/** Tries at a store that does not answer, before the submitter is told so. */
const STORE_TRIES = 4;

/**
 * Makes a job. Its document and its user's place in the fair order are written in one commit; submits of one
 * user through one process go in turn, so they do not conflict with each other.
 * @throws QueueError `unknown_kind`, `invalid_input`, `idempotency_conflict`, `payload_too_large`
 * @throws StoreUnavailable when the store does not answer
 */
export async function submit(
  engine: Engine,
  submitters: SubmitterCache,
  request: SubmitRequest,
): Promise<Submitted> {
  const kind = engine.kindOf(request.kind);
  if (kind === undefined) {
    throw new QueueError('unknown_kind', `There is no kind of job called ${request.kind}.`);
  }
  const input = parseInput(kind, request.input);
  const id =
    request.idempotencyKey === undefined
      ? engine.entropy.id()
      : idOfKey(request.userId, request.idempotencyKey);
  const print = fingerprint(kind.name, input);

  return submitters.inTurn(request.userId, async () => {
    for (let conflicts = 0; ; conflicts++) {
      const stored =
        submitters.get(request.userId) ??
        (await persist(
          engine,
          undefined,
          () => engine.jobs.readSubmitter(request.userId),
          STORE_TRIES,
        ));
      const { job, packed, shareEnd } = build(engine, kind, request, { id, input, print, stored });
      const submitter = { ...stored.submitter, shareEnd };
      const outcome = await persist(
        engine,
        undefined,
        () =>
          engine.jobs.create({
            job,
            parts: packed.parts,
            submitter: { submitter, version: stored.version },
          }),
        STORE_TRIES,
      );
      if (outcome.ok) {
        submitters.set({ submitter, version: outcome.submitterVersion });
        return { job, replayed: false };
      }
      submitters.drop(request.userId);
      if (outcome.reason === 'exists') return existing(engine, id, print, request);
      const random = engine.entropy.random();
      await sleep(
        engine.clock,
        backoff({ tries: conflicts + 1, baseMs: 10, maxMs: 1_000, random }),
      );
    }
  });
}

/**
 * The id is taken: by an earlier submit under the same key, or by an earlier, unanswered try of this very
 * one (a random id is nobody else's).
 */
async function existing(
  engine: Engine,
  id: string,
  print: string,
  request: SubmitRequest,
): Promise<Submitted> {
  const found = await persist(engine, undefined, () => engine.jobs.get(id), STORE_TRIES);
  if (found === null) {
    throw new QueueError(
      'not_found',
      'The job of this key was deleted while it was submitted again.',
    );
  }
  if (found.job.fingerprint !== print) {
    throw new QueueError(
      'idempotency_conflict',
      'This Idempotency-Key was used for another input. Use a new key for a new job.',
    );
  }
  return { job: found.job, replayed: request.idempotencyKey !== undefined };
}

function parseInput(kind: JobKind, input: unknown): unknown {
  const parsed = kind.input.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new QueueError(
    'invalid_input',
    `The input does not fit a ${kind.title.toLowerCase()} job.`,
    parsed.error.issues.map((issue) => ({
      path: issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
      message: issue.message,
    })),
  );
}

function build(
  engine: Engine,
  kind: JobKind,
  request: SubmitRequest,
  parsed: { id: string; input: unknown; print: string; stored: StoredSubmitter },
): { job: Job; packed: Packed; shareEnd: number } {
  const now = engine.clock.now();
  const runAt = request.runAt !== undefined && request.runAt > now ? request.runAt : null;
  const priority = request.priority ?? 'normal';
  const { rank, shareEnd } = placeInOrder({
    now,
    runAt,
    shareEnd: parsed.stored.submitter.shareEnd,
    shareMs: kind.shareMs,
    priority,
  });
  // Long enough that TTL cannot take a job that still waits; finishing sets the real retention.
  const expireAt = (runAt ?? now) + PATIENCE_MS + kind.retentionMs;
  const packed = pack('input', parsed.input, { userId: request.userId, expireAt });
  const job: Job = {
    id: parsed.id,
    kind: kind.name,
    queue: kind.queue,
    userId: request.userId,
    state: runAt === null ? 'pending' : 'scheduled',
    priority,
    rank,
    shard: shardOf(parsed.id),
    runAt,
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
