import { JobError } from '../../jobs/error';
import type { JobKind } from '../../jobs/kind';
import type { Job } from '../../jobs/job';
import { Attempt, type AttemptEnd } from '../attempt/attempt';
import type { Engine } from '../engine';
import { withFields } from '../log-fields';
import type { StoredJob, Unsubscribe } from '../ports/job-store';
import { type CountedEnd, RunCounter } from '../stats/run-counter';
import { LEASE_MARGIN_MS } from '../transitions/claim';
import type { Work } from '../work';
import { claimJob } from './claim-job';
import { RunStats } from './run-stats';

export interface ClaimedJob {
  stored: StoredJob;
  /** The attempt's fencing token. */
  token: string;
  work: Work;
  /** Its cancel was heard before the claim's answer. */
  cancelled: boolean;
}

/** Claims jobs for one server and runs them. */
export class Runner {
  readonly #engine: Engine;
  readonly #work: ReadonlyMap<string, Work>;
  readonly #giveUp = new AbortController();
  readonly #running = new Map<string, Attempt>();
  /** Jobs whose claim is under way, and whether they were cancelled meanwhile. */
  readonly #claiming = new Map<string, { cancelled: boolean }>();
  #releasing = false;
  readonly serverId: string;
  readonly stats = new RunStats();
  readonly counter = new RunCounter();

  constructor(engine: Engine, serverId: string, work: readonly Work[]) {
    this.#engine = engine;
    this.serverId = serverId;
    this.#work = new Map(work.map((one) => [one.kind.name, one]));
  }

  get running(): number {
    return this.#running.size;
  }

  /**
   * Claims one job.
   * @param leaseMs how long the lease lasts; by default the kind's time limit and a margin
   * @returns null when another claimer won
   */
  async claim(seen: StoredJob, leaseMs?: number): Promise<ClaimedJob | null> {
    const work = this.#work.get(seen.job.kind) ?? undeployed(seen.job.kind);
    const claiming = { cancelled: false };
    this.#claiming.set(seen.job.id, claiming);
    try {
      const claimed = await claimJob(this.#engine, seen, {
        serverId: this.serverId,
        leaseMs: leaseMs ?? work.kind.timeLimitMs + LEASE_MARGIN_MS,
        giveUp: this.#giveUp.signal,
      });
      if (claimed === null) return null;
      const { startedAt } = claimed.stored.job;
      // Nothing writes to a pending job: its last change is when it became pending.
      this.counter.started(seen.job.queue, (startedAt ?? 0) - seen.job.updatedAt);
      return { ...claimed, work, cancelled: claiming.cancelled };
    } finally {
      this.#claiming.delete(seen.job.id);
    }
  }

  /** Runs what was claimed, to its end. */
  async execute(claimed: ClaimedJob): Promise<AttemptEnd> {
    const { id, kind, queue, attempt, traceparent } = claimed.stored.job;
    const attributes = {
      'firelane.job.id': id,
      'firelane.job.kind': kind,
      'firelane.queue': queue,
      'firelane.attempt': attempt,
      'firelane.server': this.serverId,
    };
    return this.#engine.tracer.span(
      'job.attempt',
      { parent: traceparent, attributes },
      async (span) => {
        const end = await this.#run(claimed);
        span.set({ 'firelane.attempt.end': end });
        return end;
      },
    );
  }

  async #run({ stored, token, work, cancelled }: ClaimedJob): Promise<AttemptEnd> {
    const { clock } = this.#engine;
    const { id, kind, queue, attempt: number } = stored.job;
    const fields = { jobId: id, attempt: number, server: this.serverId };
    const attempt = new Attempt(
      { ...this.#engine, log: withFields(this.#engine.log, fields) },
      { stored, token, kind: work.kind, used: (usage) => this.counter.used(queue, usage) },
      this.#giveUp.signal,
    );
    this.#running.set(id, attempt);
    if (cancelled) attempt.stop('cancelled');
    if (this.#releasing) attempt.stop('released');
    const startedAt = clock.monotonic();
    try {
      const end = await attempt.run(work);
      const runMs = clock.monotonic() - startedAt;
      if (end === 'completed') this.stats.add(kind, runMs);
      const counted = countedEnd(end, attempt.job);
      if (counted !== null) this.counter.ended(queue, { ...counted, runMs });
      return end;
    } finally {
      if (this.#running.get(id) === attempt) this.#running.delete(id);
    }
  }

  /** Listens for jobs of this server that a person cancelled, and stops their attempts. */
  watchCancels(failed: (error: unknown) => void): Unsubscribe {
    const { jobs, log } = this.#engine;
    return jobs.watchCancels(this.serverId, {
      next: (jobIds) => {
        for (const id of jobIds) {
          this.#running.get(id)?.stop('cancelled');
          const claiming = this.#claiming.get(id);
          if (claiming !== undefined) claiming.cancelled = true;
          jobs.acknowledgeCancel(this.serverId, id).catch((error: unknown) => {
            log.warn({ jobId: id, error: String(error) }, 'a cancel stays until the server leaves');
          });
        }
      },
      error: failed,
    });
  }

  /** Hands every running job back to the queue. */
  release(): void {
    this.#releasing = true;
    for (const attempt of this.#running.values()) attempt.stop('released');
  }

  /** Stops trying to reach a store that does not answer: the process ends now. */
  giveUp(): void {
    this.#giveUp.abort();
  }
}

/** What the attempt's end is to the statistics; null when it is counted where the job runs again. */
function countedEnd(end: AttemptEnd, job: Job): { end: CountedEnd; code: string | null } | null {
  if (end === 'released' || end === 'lost') return null;
  if (end !== 'failed') return { end, code: null };
  return { end: job.state === 'failed' ? 'failed' : 'retried', code: job.error?.code ?? null };
}

/**
 * What runs a kind that this version does not have: a wait, since during a deployment a newer server will.
 * It must be claimed all the same, or it would stand at the head and hide the jobs behind it.
 */
function undeployed(name: string): Work {
  const anything = { safeParse: (data: unknown) => ({ success: true as const, data }) };
  const kind = {
    name,
    retry: { maxAttempts: 1, backoffMs: 15_000, maxBackoffMs: 15 * 60_000 },
    timeLimitMs: 60_000,
    retentionMs: 30 * 24 * 60 * 60_000,
    input: anything,
    output: anything,
  } as unknown as JobKind;
  return {
    kind,
    run: () =>
      Promise.reject(
        new JobError(
          'overloaded',
          'kind_not_deployed',
          'No server here can run this kind of job yet. It waits for one that can.',
        ),
      ),
  };
}
