import type { Job } from '../../jobs/job';
import type { Clock } from '../ports/environment';
import type { JobWrite } from '../ports/job-store';
import type { ProgressReport } from '../work';

/** A job shorter than this writes no progress: its budget is create, claim, finish. Milliseconds. */
const FIRST_AFTER_MS = 400;

/** Between two progress writes of one job. Milliseconds; a document takes about one write a second for long. */
const INTERVAL_MS = 700;

/** The end of a longer partial text is what a person watches grow. Characters. */
const PARTIAL_LIMIT = 8_000;

/** Writes the newest report of each interval, and nothing when there is none. */
export class ProgressWriter {
  readonly #clock: Clock;
  readonly #write: (decide: () => Pick<JobWrite, 'patch'> | null) => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #latest: ProgressReport | null = null;
  #cancelTimer: (() => void) | null = null;
  #stopped = false;

  constructor(
    clock: Clock,
    write: (decide: () => Pick<JobWrite, 'patch'> | null) => Promise<void>,
    failed: (error: unknown) => void,
  ) {
    this.#clock = clock;
    this.#write = write;
    this.#failed = failed;
    this.#wait(FIRST_AFTER_MS);
  }

  report(report: ProgressReport): void {
    this.#latest = report;
    if (this.#cancelTimer === null) this.#flush();
  }

  /** The newest report, to travel with another write that is made anyway; it is not written again. */
  take(): Partial<Job> {
    return this.#take() ?? {};
  }

  #take(): Partial<Job> | null {
    const report = this.#latest;
    this.#latest = null;
    return report === null ? null : patchOf(report, this.#clock.now());
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTimer?.();
  }

  #flush(): void {
    if (this.#stopped || this.#latest === null) return;
    this.#wait(INTERVAL_MS);
    let patch: Partial<Job> | null = null;
    this.#write(() => {
      // By its turn, a checkpoint may have taken the report along.
      patch ??= this.#take();
      return patch === null ? null : { patch };
    }).catch(this.#failed);
  }

  #wait(ms: number): void {
    this.#cancelTimer = this.#clock.timer(ms, () => {
      this.#cancelTimer = null;
      this.#flush();
    });
  }
}

function patchOf(report: ProgressReport, now: number): Partial<Job> {
  const total = Math.max(report.total, 0);
  const current = Math.min(Math.max(report.current, 0), total);
  return {
    progress: {
      current,
      total,
      percentage: total === 0 ? 0 : Math.round((current / total) * 100),
      message: report.message.slice(0, 300),
      updatedAt: now,
    },
    ...(report.partial === undefined ? {} : { partial: report.partial.slice(-PARTIAL_LIMIT) }),
    updatedAt: now,
  };
}
