import type { Job, Usage } from '../../jobs/job';
import { Attempt, type AttemptEnd } from '../attempt/attempt';
import type { Engine } from '../engine';
import { UsageLedger } from '../limits/usage-ledger';
import { withFields } from '../log-fields';
import type { StoredJob, Unsubscribe } from '../ports/job-store';
import { type CountedEnd, RunCounter } from '../stats/run-counter';
import { LEASE_MARGIN_MS } from '../transitions/claim';
import type { Hold } from '../transitions/defer';
import type { Work } from '../work';
import { claimJob } from './claim-job';
import { deferJob } from './defer-job';
import { timeLimitOf } from './queue-settings';
import { RunStats } from './run-stats';
import { undeployed } from './undeployed';

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
  readonly ledger: UsageLedger;

  constructor(engine: Engine, serverId: string, work: readonly Work[]) {
    this.#engine = engine;
    this.serverId = serverId;
    this.ledger = new UsageLedger(engine);
    this.#work = new Map(work.map((one) => [one.kind.name, one]));
  }

  get running(): number {
    return this.#running.size;
  }

  /** Jobs that run, by queue. */
  runningByQueue(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { job } of this.#running.values()) counts[job.queue] = (counts[job.queue] ?? 0) + 1;
    return counts;
  }

  /** Why the work of this kind may not start now; null when it may. */
  hold(job: Job): Hold | null {
    return this.#work.get(job.kind)?.hold?.(job) ?? null;
  }

  /** Puts a pending job off. */
  defer(stored: StoredJob, hold: Hold): Promise<void> {
    return deferJob(this.#engine, stored, hold, this.#giveUp.signal);
  }

  /**
   * Claims one job.
   * @param leaseMs how long the lease lasts; by default the kind's time limit and a margin
   * @returns null when another claimer won
   */
  async claim(seen: StoredJob, leaseMs?: number): Promise<ClaimedJob | null> {
    const work = this.#workOf(seen.job);
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
      this.counter.started(seen.job.queue, (startedAt ?? 0) - seen.job.readyAt);
      return { ...claimed, work, cancelled: claiming.cancelled };
    } finally {
      this.#claiming.delete(seen.job.id);
    }
  }

  /** What a job's kind does, within the time that its queue allows. */
  #workOf({ kind, queue }: Job): Work {
    const work = this.#work.get(kind) ?? undeployed(kind);
    const timeLimitMs = timeLimitOf(this.#engine, queue, work.kind.timeLimitMs);
    if (timeLimitMs === work.kind.timeLimitMs) return work;
    return { ...work, kind: { ...work.kind, timeLimitMs } };
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

  #used({ userId, queue }: Job, usage: Usage): void {
    this.counter.used(queue, usage);
    this.ledger.add(userId, usage);
  }

  async #run({ stored, token, work, cancelled }: ClaimedJob): Promise<AttemptEnd> {
    const { clock } = this.#engine;
    const { id, kind, queue, attempt: number } = stored.job;
    const fields = { jobId: id, attempt: number, server: this.serverId };
    const attempt = new Attempt(
      { ...this.#engine, log: withFields(this.#engine.log, fields) },
      { stored, token, kind: work.kind, used: (usage) => this.#used(stored.job, usage) },
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
