import { allowanceOf } from '../../cluster/allowance';
import type { Job } from '../../jobs/job';
import type { Engine } from '../engine';
import { type Revival, revival } from '../flows/revival';
import { type ChargedSubmitter, chargeSubmit } from '../limits/charge-submit';
import { planOf, windowsOf } from '../limits/plan';
import { jobsIn, queuesOf, shareOf } from '../listed';
import { unpack } from '../payload';
import { persist } from '../persist';
import type { JobWrite } from '../ports/job-store';
import type { Submitted } from '../queue';
import { QueueError } from '../queue-error';
import { placeInOrder } from '../rank';
import type { SubmitLimits } from '../submit';
import { replay } from '../transitions/revive';
import { change, read } from './change';

const STORE_TRIES = 4;

/**
 * Puts a failed or cancelled job back in the queue on its owner's account: charged and placed as its submit was, in the
 * commit that puts it back, so that neither happens without the other: a crash costs nothing, and where the answer was
 * lost, the next try finds the job in the queue and is refused uncharged. Refused, the job stays as it was.
 * @throws QueueError `not_found`, `illegal_transition` (before anything is charged), `rate_limited`, `over_budget`,
 *   `queue_full`
 */
export async function retry(
  engine: Engine,
  { submitters, capacity }: SubmitLimits,
  id: string,
  plan: string | null,
): Promise<Submitted> {
  const { job: before } = await read(engine, id);
  // Refuses a job that has not ended, also where the queue is full.
  replay(before, engine.clock.now(), 0);
  const account = { userId: before.userId, plan };
  const listed = await listedInput(engine, before);

  const again = async (): Promise<Submitted> => {
    let charged: ChargedSubmitter | undefined;
    try {
      const job = await change(engine, id, async (found) => {
        // A conflict does not say which version was old: the job is read anew by now, so is its owner.
        if (charged !== undefined) submitters.drop(account.userId);
        const revived = await revival(engine, found);
        const jobs = jobsAgain(engine, revived, listed);
        charged = await chargeSubmit(engine, submitters, account, { jobs }).catch(asTransition);
        const { version, submitter: known } = charged.known;
        const { patch, others, shareEnd } = inLine(engine, revived, listed, known.shareEnd);
        const submitter = { ...charged.submitter, shareEnd };
        return { patch, alongside: { others, submitter: { submitter, version } } };
      });
      return { job, replayed: false, allowance: allowanceLeft(charged) };
    } finally {
      // A job's write does not tell the owner's new version: the next submit reads it.
      submitters.drop(account.userId);
    }
  };
  const allowanceLeft = (charged: ChargedSubmitter | undefined): Submitted['allowance'] => {
    if (charged === undefined) return [];
    const windows = windowsOf(charged.submitter, planOf(engine.settings.current(), plan));
    return allowanceOf(windows, submitters.storeTime(charged.known));
  };
  return submitters.inTurn(account.userId, () =>
    capacity.within(queuesAgain(engine, before, listed), again),
  );
}

/** The input of a job whose kind lists others in it; undefined for any other, which is not read. */
async function listedInput(engine: Engine, job: Job): Promise<unknown> {
  const kind = engine.kindOf(job.kind);
  if (kind?.lists === undefined) return undefined;
  const parts = await persist(
    engine,
    undefined,
    () => engine.jobs.readParts(job.id, 'input', job.inputParts),
    STORE_TRIES,
  );
  // An older version's input may not fit any more: its attempt will say so, and has none made.
  return kind.input.safeParse(unpack(job.input, parts)).data;
}

function queuesAgain(engine: Engine, job: Job, listed: unknown): string[] {
  const kind = engine.kindOf(job.kind);
  return kind === undefined || listed === undefined ? [job.queue] : queuesOf(engine, kind, listed);
}

/** How many submits it counts as: what the job lists, or of that whatever runs again. */
function jobsAgain(engine: Engine, { again }: Revival, listed: unknown): number {
  const job = again.at(-1);
  const kind = job === undefined ? undefined : engine.kindOf(job.kind);
  if (job === undefined || kind === undefined || listed === undefined) return 1;
  return job.children === null ? jobsIn(kind, listed) : Math.max(1, again.length - 1);
}

/** Each behind the one before, from the end of its owner's share: a replay alone would put all of them at now. */
function inLine(
  engine: Engine,
  { patch, others, again }: Revival,
  listed: unknown,
  shareEnd: number,
): Pick<JobWrite, 'patch'> & { others: Revival['others']; shareEnd: number } {
  const now = engine.clock.now();
  const ranks = new Map<string, number>();
  for (const job of again) {
    const { priority } = job;
    const shareMs = shareAgain(engine, job, job === again.at(-1) ? listed : undefined);
    const place = placeInOrder({ now, runAt: null, shareEnd, shareMs, priority });
    ranks.set(job.id, place.rank);
    ({ shareEnd } = place);
  }
  const ranked = (id: string | undefined, change: Partial<Job>): Partial<Job> => {
    const rank = id === undefined ? undefined : ranks.get(id);
    return rank === undefined ? change : { ...change, rank };
  };
  return {
    patch: ranked(again.at(-1)?.id, patch),
    others: others.map((other) => ({ ...other, patch: ranked(other.id, other.patch) })),
    shareEnd,
  };
}

/** With those that it will have made; not those that it had made, which are again in line themselves. */
function shareAgain(engine: Engine, job: Job, listed: unknown): number {
  const kind = engine.kindOf(job.kind);
  if (kind === undefined) return 0;
  return job.children === null && listed !== undefined
    ? shareOf(engine, kind, listed)
    : kind.shareMs;
}

/** More of a batch than the plan admits together: no input is wrong, and its jobs can still run again one by one. */
function asTransition(error: unknown): never {
  if (!(error instanceof QueueError) || error.code !== 'invalid_input') throw error;
  throw new QueueError(
    'illegal_transition',
    `${error.message} Run again single jobs of it instead.`,
  );
}
