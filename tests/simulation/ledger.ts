import type { Job } from '@/lib/jobs/job';
import { canTransition } from '@/lib/jobs/state';
import type { JobStore, JobWrite, WriteOutcome } from '@/lib/queue/ports/job-store';

import { Families } from './families';
import type { VirtualTime } from './virtual-time';

/** What the store itself saw: every write that took effect, and what each must have respected. */
export class Ledger {
  readonly violations: string[] = [];
  readonly completions = new Map<string, number>();
  /** How many times a job was put off without an attempt. */
  deferrals = 0;
  readonly #time: VirtualTime;
  readonly #serverTimeoutMs: number;
  readonly #longestPauseMs: number;
  readonly #jobs = new Map<string, Job>();
  readonly families = new Families(this.#jobs);
  readonly #beats = new Map<string, { at: number; silentUntil: number }>();
  readonly #claimedAt = new Map<string, number>();

  constructor(time: VirtualTime, limits: { serverTimeoutMs: number; longestPauseMs: number }) {
    this.#time = time;
    this.#serverTimeoutMs = limits.serverTimeoutMs;
    this.#longestPauseMs = limits.longestPauseMs;
  }

  job(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  get jobs(): Job[] {
    return [...this.#jobs.values()];
  }

  /** Takes note of a server's heartbeat. */
  beat(serverId: string): void {
    const at = this.#time.now;
    const before = this.#beats.get(serverId) ?? { at, silentUntil: -Infinity };
    const silent = at - before.at >= this.#serverTimeoutMs;
    this.#beats.set(serverId, { at, silentUntil: silent ? at : before.silentUntil });
  }

  /** The store, with every write that it accepts from `writer` entered here. */
  watching(store: JobStore, writer: string): JobStore {
    return {
      ...store,
      create: async (request) => {
        const outcome = await store.create(request);
        if (outcome.ok) this.#jobs.set(request.job.id, request.job);
        return outcome;
      },
      write: async (write) => {
        const outcome = await store.write(write);
        this.#enter(write, outcome, writer);
        return outcome;
      },
    };
  }

  #enter(write: JobWrite, outcome: WriteOutcome, writer: string): void {
    if (!outcome.ok) return;
    const { id, patch } = write;
    const before = this.#jobs.get(id);
    if (before === undefined) {
      this.#violate(id, 'a write to a job that nobody created');
      return;
    }
    const after: Job = { ...before, ...patch };
    this.#jobs.set(id, after);
    this.families.enter(before, after, write);
    if (before.state !== after.state && !canTransition(before.state, after.state)) {
      this.#violate(id, `${before.state} became ${after.state}`);
    }
    if (before.state === 'pending' && after.state === 'scheduled')
      this.#checkDeferral(before, after);
    if (after.state !== 'scheduled' && after.waiting !== null) {
      this.#violate(id, `${after.state}, and still says why it waits`);
    }
    if (after.state === 'completed' && before.state !== 'completed') {
      const times = (this.completions.get(id) ?? 0) + 1;
      this.completions.set(id, times);
      if (times > 1) this.#violate(id, 'completed twice');
    }
    if (after.state === 'processing' && before.state !== 'processing') {
      this.#claimedAt.set(id, this.#time.now);
    }
    if (before.state === 'processing') this.#checkHolder(before, after, writer);
  }

  /** A job that is put off keeps its attempts, its failures and its place. */
  #checkDeferral(before: Job, after: Job): void {
    this.deferrals += 1;
    const same =
      after.attempt === before.attempt &&
      after.failures === before.failures &&
      after.attempts.length === before.attempts.length &&
      after.rank === before.rank;
    const waits = after.waiting !== null && (after.runAt ?? 0) >= (after.waiting.until ?? 0);
    if (!same || !waits) this.#violate(before.id, 'was put off, and is not as it was');
  }

  /** While a job is processing, only its holder writes; but for a person's cancel, and a justified take-back. */
  #checkHolder(before: Job, after: Job, writer: string): void {
    const holder = before.lease?.serverId;
    if (writer === holder) return;
    if (after.state === 'processing') {
      const sameLease = after.lease?.token === before.lease?.token;
      if (sameLease && after.checkpoints === before.checkpoints) return;
      this.#violate(before.id, `${writer} wrote into ${String(holder)}'s attempt`);
      return;
    }
    if (!this.#wasSilent(holder ?? '') && !this.#leaseRanOut(before)) {
      this.#violate(before.id, `${writer} took the job from ${String(holder)}, which is alive`);
    }
    if (after.state === 'completed') this.#violate(before.id, `${writer} completed another's job`);
  }

  /** Silent for the timeout: now, or lately: a leader that decided and was then paused acts late, without harm. */
  #wasSilent(serverId: string): boolean {
    const beat = this.#beats.get(serverId);
    if (beat === undefined) return true;
    const { now } = this.#time;
    return now - beat.at >= this.#serverTimeoutMs || now - beat.silentUntil < this.#longestPauseMs;
  }

  #leaseRanOut({ id, lease, startedAt }: Job): boolean {
    const since = this.#time.now - (this.#claimedAt.get(id) ?? 0);
    return lease !== null && since >= lease.until - (startedAt ?? 0);
  }

  #violate(id: string, what: string): void {
    this.violations.push(`${this.#time.now} ms, job ${id}: ${what}`);
  }
}
