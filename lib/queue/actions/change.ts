import type { Job } from '../../jobs/job';
import { canonicalJson } from '../canonical-json';
import type { Engine } from '../engine';
import { persist } from '../persist';
import type { JobWrite, StoredJob } from '../ports/job-store';
import { QueueError } from '../queue-error';

type Change = Pick<JobWrite, 'patch' | 'parts' | 'tellServer' | 'alongside'>;

const STORE_TRIES = 4;
const CONFLICTS = 20;

/** A change whose write was refused, perhaps by itself, and the job for which it was decided. */
interface Sent {
  before: Job;
  change: Change;
}

/**
 * Changes a job by compare-and-set: reads it, asks what to change, writes if nobody wrote since, and begins
 * again otherwise. `decide` may answer null to leave it, or throw to refuse; it sees the truth each time, but never its
 * own change: a write whose answer was lost meets itself when it is sent again, and counts as done.
 * @throws QueueError `not_found`; StoreUnavailable
 */
export async function change(
  engine: Engine,
  id: string,
  decide: (job: Job) => Change | null | Promise<Change | null>,
): Promise<Job> {
  let sent: Sent | null = null;
  for (let conflicts = 0; conflicts < CONFLICTS; conflicts++) {
    const { job, version } = await read(engine, id);
    if (sent !== null && (await isDone(engine, job, sent))) return job;
    const decided = await decide(job);
    if (decided === null) return job;
    const outcome = await persist(
      engine,
      undefined,
      () => engine.jobs.write({ id, version, ...decided }),
      STORE_TRIES,
    );
    if (outcome.ok) return { ...job, ...decided.patch };
    sent = { before: job, change: decided };
  }
  throw new QueueError(
    'illegal_transition',
    'The job is changing too fast. Try again in a moment.',
  );
}

/**
 * Whether it was its own write that refused the change: the job says, to the letter, what the change would make it
 * say; all of a change is in one commit. A job put back in the queue may be a worker's by then: it is known by its
 * place in the order, which is given once each time and which no attempt moves.
 */
async function isDone(
  engine: Engine,
  job: Job,
  { before, change: { patch, parts = [] } }: Sent,
): Promise<boolean> {
  if (patch.rank !== undefined && patch.rank !== before.rank) return job.rank === patch.rank;
  if (canonicalJson({ ...job, ...patch }) !== canonicalJson(job)) return false;
  for (const { name, from, texts } of parts) {
    const count = from + texts.length;
    const read = (): Promise<string[]> => engine.jobs.readParts(job.id, name, count);
    const stored = await persist(engine, undefined, read, STORE_TRIES);
    if (canonicalJson(stored.slice(from)) !== canonicalJson(texts)) return false;
  }
  return true;
}

/** @throws QueueError `not_found`; StoreUnavailable */
export async function read(engine: Engine, id: string): Promise<StoredJob> {
  const stored = await persist(engine, undefined, () => engine.jobs.get(id), STORE_TRIES);
  if (stored === null) throw new QueueError('not_found', 'There is no such job.');
  return stored;
}

/** How long the job's kind keeps it once it has ended. Milliseconds. */
export function retentionOf(engine: Engine, job: Job): number {
  return engine.kindOf(job.kind)?.retentionMs ?? UNDECLARED_RETENTION_MS;
}

/** For jobs of a kind that a newer version no longer declares. */
const UNDECLARED_RETENTION_MS = 30 * 24 * 60 * 60_000;
