import type { JobKind } from '../jobs/kind';
import { backoff } from './backoff';
import { buildJob } from './build-job';
import type { Engine } from './engine';
import { fingerprint, idOfKey } from './fingerprint';
import { chargeSubmit, knownAllowance } from './limits/charge-submit';
import { priorityFor } from './limits/plan';
import type { QueueCapacity } from './limits/queue-capacity';
import { jobsIn, queuesOf } from './listed';
import { parseInput } from './parse-input';
import { persist } from './persist';
import { QueueError, type QueueErrorCode } from './queue-error';
import type { Submitted, SubmitRequest } from './queue';
import { sleep } from './sleep';
import type { SubmitterCache } from './submitter-cache';

/** Tries at a store that does not answer, before the submitter is told so. */
const STORE_TRIES = 4;

/** Refusals of what would be new: what an earlier submit under the same key made is there all the same. */
const REFUSED_ANEW: ReadonlySet<QueueErrorCode> = new Set<QueueErrorCode>([
  'invalid_input',
  'rate_limited',
  'over_budget',
  'queue_full',
]);

/** What this process holds its submits to. */
export interface SubmitLimits {
  submitters: SubmitterCache;
  capacity: QueueCapacity;
}

/** A job to be made, checked. */
interface NewSubmit {
  kind: JobKind;
  request: SubmitRequest;
  parsed: { id: string; input: unknown; print: string };
}

/**
 * Makes a job. Its document, its user's place in the fair order and what it takes of the user's allowance are
 * written in one commit; submits of one user through one process go in turn, so they do not conflict with each
 * other. A repeated submit costs nothing and is answered also when a new one would be refused.
 * @throws QueueError `unknown_kind`, `invalid_input` (also for a list of more jobs than the plan admits together),
 *   `idempotency_conflict`, `payload_too_large`, `rate_limited`, `over_budget`, `queue_full`
 * @throws StoreUnavailable when the store does not answer
 */
export async function submit(
  engine: Engine,
  { submitters, capacity }: SubmitLimits,
  request: SubmitRequest,
): Promise<Submitted> {
  const kind = engine.kindOf(request.kind);
  if (kind === undefined) {
    throw new QueueError('unknown_kind', `There is no kind of job called ${request.kind}.`);
  }
  const input = parseInput(engine, kind, request.input);
  const id =
    request.idempotencyKey === undefined
      ? engine.entropy.id()
      : idOfKey(request.userId, request.idempotencyKey);
  const job: NewSubmit = {
    kind,
    request,
    parsed: { id, input, print: fingerprint(kind.name, input) },
  };

  return submitters.inTurn(request.userId, async () => {
    if (request.exempt === true) return create(engine, submitters, job);
    try {
      return await capacity.within(queuesOf(engine, kind, input), () =>
        create(engine, submitters, job),
      );
    } catch (error) {
      if (!(error instanceof QueueError) || !REFUSED_ANEW.has(error.code)) throw error;
      const earlier = request.idempotencyKey === undefined ? null : await existing(engine, job);
      if (earlier === null) throw error;
      return { ...earlier, allowance: error.until?.allowance ?? [] };
    }
  });
}

/** Until nobody else's submit of the same user comes between. */
async function create(
  engine: Engine,
  submitters: SubmitterCache,
  job: NewSubmit,
): Promise<Submitted> {
  for (let conflicts = 1; ; conflicts++) {
    const tried = await persist(
      engine,
      undefined,
      () => tryOnce(engine, submitters, job),
      STORE_TRIES,
    );
    if (typeof tried !== 'string') return tried;
    if (tried === 'exists') {
      const earlier = await existing(engine, job);
      const allowance = knownAllowance(engine, submitters, job.request);
      if (earlier !== null) return { ...earlier, allowance };
      throw new QueueError(
        'not_found',
        'The job of this key was deleted while it was submitted again.',
      );
    }
    submitters.drop(job.request.userId);
    const random = engine.entropy.random();
    await sleep(engine.clock, backoff({ tries: conflicts, baseMs: 10, maxMs: 1_000, random }));
  }
}

/** Decides anew at each try: a store that answered late must not make a decision old. */
async function tryOnce(
  engine: Engine,
  submitters: SubmitterCache,
  { kind, request, parsed }: NewSubmit,
): Promise<Submitted | 'exists' | 'submitter_conflict'> {
  const charged = await chargeSubmit(engine, submitters, request, {
    jobs: jobsIn(kind, parsed.input),
    field: kind.lists?.field,
  });
  const { known } = charged;
  const { shareEnd: earlierShareEnd, webhookIds } = known.submitter;
  const place = {
    ...parsed,
    shareEnd: earlierShareEnd,
    ...(kind.internal === true ? {} : { webhookIds }),
  };
  const allowed = { ...request, priority: priorityFor(engine.settings.current(), request) };
  const { job, packed, shareEnd } = buildJob(engine, kind, allowed, place);
  const submitter = { ...charged.submitter, shareEnd };
  const outcome = await engine.jobs.create({
    job,
    parts: packed.parts,
    submitter: { submitter, version: known.version },
  });
  if (!outcome.ok) return outcome.reason;
  submitters.set({ submitter, version: outcome.submitterVersion, at: outcome.at });
  return { job, replayed: false, allowance: knownAllowance(engine, submitters, request) };
}

/**
 * The job that has the id already: of an earlier submit under the same key, or of an earlier, unanswered try of
 * this very one (a random id is nobody else's). Null when there is none.
 */
async function existing(engine: Engine, job: NewSubmit): Promise<Submitted | null> {
  const { request, parsed } = job;
  const found = await persist(engine, undefined, () => engine.jobs.get(parsed.id), STORE_TRIES);
  if (found === null) return null;
  if (found.job.fingerprint !== parsed.print) {
    throw new QueueError(
      'idempotency_conflict',
      'This Idempotency-Key was used for another input. Use a new key for a new job.',
    );
  }
  return { job: found.job, replayed: request.idempotencyKey !== undefined, allowance: [] };
}
