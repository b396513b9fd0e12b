import type { JobKind } from '../jobs/kind';
import { backoff } from './backoff';
import { buildJob } from './build-job';
import type { Engine } from './engine';
import { fingerprint, idOfKey } from './fingerprint';
import { persist } from './persist';
import { QueueError } from './queue-error';
import type { Submitted, SubmitRequest } from './queue';
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
      const { shareEnd: earlierShareEnd } = stored.submitter;
      const parsed = { id, input, print, shareEnd: earlierShareEnd };
      const { job, packed, shareEnd } = buildJob(engine, kind, request, parsed);
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
        submitters.set({ submitter, version: outcome.submitterVersion, at: outcome.at });
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
