import { JobError } from '../../jobs/error';
import type { Job, Usage } from '../../jobs/job';
import type { JobKind } from '../../jobs/kind';
import { isEnded } from '../../jobs/state';
import type { Engine } from '../engine';
import { afterEnd } from '../flows/after-end';
import { classify, timeLimitError } from '../errors';
import { pack, unpack } from '../payload';
import { persist } from '../persist';
import { AwaitChildren } from '../flows/await-children';
import { withEnding } from '../flows/ending';
import { park } from '../flows/park';
import type { JobWrite, StoredJob } from '../ports/job-store';
import { QueueError } from '../queue-error';
import { complete, fail, release, settleCancelled } from '../transitions/settle';
import type { Work } from '../work';
import { withAbortGrace } from './abort-grace';
import { createContext } from './context';
import { LeaseChain, LeaseLost } from './lease-chain';
import { ProgressWriter } from './progress-writer';

type StopReason = 'cancelled' | 'time_limit' | 'lost' | 'released';

export type AttemptEnd = 'completed' | 'failed' | 'cancelled' | 'released' | 'lost';

type Change = Pick<JobWrite, 'patch' | 'parts' | 'alongside'>;

type Result = { ok: true; output: unknown } | { ok: false; error: unknown };

/** One run of one job by the server that claimed it, from the claim to the last write. */
export class Attempt {
  readonly #engine: Engine;
  readonly #chain: LeaseChain;
  readonly #progress: ProgressWriter;
  readonly #kind: JobKind;
  readonly #giveUp: AbortSignal;
  readonly #used: (usage: Usage) => void;
  readonly #timeLimitMs: number;
  readonly #abort = new AbortController();
  #stopReason: StopReason | null = null;

  constructor(
    engine: Engine,
    claimed: {
      stored: StoredJob;
      token: string;
      kind: JobKind;
      /** Told of what it consumes, call by call. */
      used?: (usage: Usage) => void;
      /** What the queue allows, when that is less than the kind does. Milliseconds. */
      timeLimitMs?: number;
    },
    giveUp: AbortSignal,
  ) {
    this.#engine = engine;
    this.#kind = claimed.kind;
    this.#giveUp = giveUp;
    this.#timeLimitMs = claimed.timeLimitMs ?? claimed.kind.timeLimitMs;
    this.#used = claimed.used ?? (() => undefined);
    this.#chain = new LeaseChain(engine, claimed.stored, claimed.token, giveUp);
    this.#progress = new ProgressWriter(
      engine.clock,
      (decide) => this.#chain.write(decide),
      (error) => this.#writeFailed(error),
    );
  }

  /** As this attempt last knew it. */
  get job(): Job {
    return this.#chain.job;
  }

  /** Asks the attempt to end; the first reason counts. */
  stop(reason: StopReason): void {
    if (this.#stopReason !== null) return;
    this.#stopReason = reason;
    this.#abort.abort(new DOMException(`The attempt was stopped: ${reason}.`, 'AbortError'));
  }

  /** Runs the work and writes how it ended. Never throws; what could not be written is the sweep's. */
  async run(work: Work): Promise<AttemptEnd> {
    const { clock, log } = this.#engine;
    const cancelLimit = clock.timer(this.#timeLimitMs, () => this.stop('time_limit'));
    const { context, usage } = createContext(this.#engine, {
      chain: this.#chain,
      progress: this.#progress,
      signal: this.#abort.signal,
      used: this.#used,
    });
    try {
      const { signal } = this.#abort;
      const result = await withAbortGrace<Result>(
        clock,
        signal,
        this.#perform(work, context),
        () => {
          log.error({ kind: this.#kind.name }, 'work ignored its abort signal');
          return { ok: false, error: signal.reason };
        },
      );
      this.#progress.stop();
      const end = await this.#settle(result, usage());
      if (isEnded(this.job.state)) await afterEnd(this.#engine, this.job);
      return end;
    } catch (error) {
      if (!(error instanceof LeaseLost)) {
        log.error({ error: String(error) }, 'an attempt’s end was not written');
      }
      return 'lost';
    } finally {
      cancelLimit();
      this.#progress.stop();
    }
  }

  async #perform(work: Work, context: Parameters<Work['run']>[1]): Promise<Result> {
    try {
      const { job } = this.#chain;
      const parts = await persist(this.#engine, this.#abort.signal, () =>
        this.#engine.jobs.readParts(job.id, 'input', job.inputParts),
      );
      // Parsed again: the document may have been written by an older version of the kind.
      const input = this.#kind.input.safeParse(unpack(job.input, parts));
      if (!input.success) {
        throw new JobError(
          'invalid_input',
          'input_outdated',
          'This job was made for another version of Firelane. Start it anew.',
        );
      }
      const output = await work.run(input.data, context);
      const checked = this.#kind.output.safeParse(output);
      if (!checked.success)
        throw new Error(`output of ${this.#kind.name}: ${checked.error.message}`);
      return { ok: true, output: checked.data };
    } catch (error) {
      return { ok: false, error };
    }
  }

  async #settle(result: Result, usage: Job['usage']): Promise<AttemptEnd> {
    if (this.#stopReason === 'lost') throw new LeaseLost('the lease was lost while the work ran');
    let end: AttemptEnd = 'failed';
    await this.#chain.write((job) => {
      const settled = this.#settled(job, result, usage);
      end = settled.end;
      return withEnding(this.#engine, job, settled.change);
    });
    return end;
  }

  #settled(job: Job, result: Result, usage: Job['usage']): { end: AttemptEnd; change: Change } {
    const now = this.#engine.clock.now();
    const { retentionMs } = this.#kind;
    if (this.#stopReason === 'cancelled' || job.cancelRequestedAt !== null) {
      return { end: 'cancelled', change: { patch: settleCancelled(job, now, retentionMs) } };
    }
    if (result.ok) {
      const packed = this.#pack(result.output, job);
      if (!packed.ok) return this.#failed(job, packed.error, usage);
      const { inline: output, partCount: outputParts, parts } = packed.value;
      const patch = complete(job, { now, retentionMs, output, outputParts, usage });
      return { end: 'completed', change: { patch, parts } };
    }
    if (result.error instanceof AwaitChildren) {
      return { end: 'released', change: park(job, now, result.error, usage) };
    }
    if (this.#stopReason === 'released') {
      return { end: 'released', change: { patch: release(job, now) } };
    }
    const timedOut = this.#stopReason === 'time_limit';
    return this.#failed(job, timedOut ? timeLimitError(this.#timeLimitMs) : result.error, usage);
  }

  #pack(
    output: unknown,
    job: Job,
  ): { ok: true; value: ReturnType<typeof pack> } | { ok: false; error: JobError } {
    try {
      return { ok: true, value: pack('output', output, job) };
    } catch (error) {
      if (!(error instanceof QueueError)) throw error;
      const message = 'The result is larger than can be kept. Split the recording or the text.';
      return { ok: false, error: new JobError('unsupported', 'output_too_large', message) };
    }
  }

  #failed(job: Job, error: unknown, usage: Job['usage']): { end: 'failed'; change: Change } {
    const classified = classify(error);
    const { log, entropy } = this.#engine;
    const fields = { kind: job.kind, code: classified.code };
    if (classified.class === 'bug') {
      log.error({ ...fields, err: classified.cause ?? classified }, 'bug');
    } else {
      log.info(fields, 'attempt failed');
    }
    const patch = fail(job, {
      now: this.#engine.clock.now(),
      error: classified,
      retry: this.#kind.retry,
      retentionMs: this.#kind.retentionMs,
      random: entropy.random(),
      usage,
    });
    return { end: 'failed', change: { patch } };
  }

  #writeFailed(error: unknown): void {
    if (error instanceof LeaseLost) this.stop('lost');
    else if (!this.#giveUp.aborted) {
      this.#engine.log.error({ error: String(error) }, 'progress not written');
    }
  }
}
