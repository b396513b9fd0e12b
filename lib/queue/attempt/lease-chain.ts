import type { Job } from '../../jobs/job';
import { patched } from '../../jobs/patched';
import type { Engine } from '../engine';
import { persist } from '../persist';
import type { JobWrite, StoredJob, Version } from '../ports/job-store';

/** Somebody else decides about the job now: whatever this attempt still has to say is not written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

type Change = Pick<JobWrite, 'patch' | 'parts' | 'alongside'>;

/**
 * All writes of one attempt, in turn, each conditional on the one before it. That chain is the fence: a
 * worker that was paused, partitioned or replaced holds an old version and cannot write.
 */
export class LeaseChain {
  readonly #engine: Engine;
  readonly #token: string;
  /** Ends the trying when the process has to go. */
  readonly #giveUp: AbortSignal;
  #job: Job;
  #version: Version;
  #last: Promise<unknown> = Promise.resolve();

  constructor(engine: Engine, claimed: StoredJob, token: string, giveUp: AbortSignal) {
    this.#engine = engine;
    this.#token = token;
    this.#giveUp = giveUp;
    this.#job = claimed.job;
    this.#version = claimed.version;
  }

  /** The job as this attempt last knew it. */
  get job(): Job {
    return this.#job;
  }

  /**
   * Writes what `decide` makes of the job, after the writes before it; null when there is nothing to write by
   * then. It may be asked again, when a person wrote in between (a cancel), so it must not count on being
   * called once.
   * @throws LeaseLost
   */
  write(decide: (job: Job) => Change | null): Promise<void> {
    const turn = this.#last.then(() => this.#write(decide));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #write(decide: (job: Job) => Change | null): Promise<void> {
    const { jobs } = this.#engine;
    for (;;) {
      const change = decide(this.#job);
      if (change === null) return;
      const outcome = await persist(this.#engine, this.#giveUp, () =>
        jobs.write({
          ...change,
          id: this.#job.id,
          version: this.#version,
          patch: changedFields(this.#job, change.patch),
        }),
      );
      if (outcome.ok) {
        this.#version = outcome.version;
        this.#job = patched(this.#job, change.patch);
        return;
      }
      const current = await persist(this.#engine, this.#giveUp, () => jobs.get(this.#job.id));
      if (current === null) throw new LeaseLost('the job was deleted');
      if (current.job.lease?.token !== this.#token) {
        // An unanswered try of this very write may be what ended the lease.
        if (endsAlike(change.patch, current.job, this.#token)) {
          this.#job = current.job;
          return;
        }
        throw new LeaseLost('another writer took the job');
      }
      this.#version = current.version;
      this.#job = current.job;
    }
  }
}

/**
 * The patch without what it leaves as it is. At the version that the write demands the document holds exactly
 * these values, and each field that travels costs both ends.
 */
function changedFields(job: Job, patch: Partial<Job>): Partial<Job> {
  const fields = Object.entries(patch) as [keyof Job, unknown][];
  return Object.fromEntries(fields.filter(([name, value]) => job[name] !== value));
}

/** Whether the stored history shows this attempt ended exactly as the patch would end it. */
function endsAlike(patch: Partial<Job>, stored: Job, token: string): boolean {
  const meant = patch.attempts?.find((record) => record.token === token);
  const found = stored.attempts.find((record) => record.token === token);
  return (
    meant !== undefined &&
    found !== undefined &&
    meant.endedAt !== null &&
    meant.endedAt === found.endedAt &&
    meant.outcome === found.outcome
  );
}
