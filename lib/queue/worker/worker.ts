import type { Duty } from '../cluster/duty';
import { DutyRoster } from '../cluster/duty-roster';
import { LeaderDuties } from '../cluster/leader-duties';
import { Leadership } from '../cluster/leadership';
import type { Engine } from '../engine';
import type { ServerRecord } from '../ports/cluster-store';
import type { Unsubscribe } from '../ports/job-store';
import { ALL_SHARDS, shardsOf } from '../shard';
import { sleep } from '../sleep';
import { promoteDue, takeBackFrom } from '../sweep/sweep';
import type { Work } from '../work';
import { Feed } from './feed';
import { Runner } from './runner';

export interface WorkerOptions {
  /** Unique to this run of this process. */
  serverId: string;
  /** How many jobs it runs at once, by queue. */
  concurrency: Readonly<Record<string, number>>;
  heartbeatMs: number;
  /** A server whose heartbeat stands still for so long is dead. At least three heartbeats. */
  serverTimeoutMs: number;
  /** How often it looks for scheduled jobs whose time has come: at most so late do they start. */
  dueMs: number;
  sweepMs: number;
  /** How long a stopping worker lets its jobs run before it hands them back. */
  drainMs: number;
  version: string;
}

/** After the drain, how long a store that does not answer may hold up the end. Milliseconds. */
const LAST_WRITES_MS = 5_000;

/** A long-lived server: brings jobs in, runs them, says that it is alive, and leads when it is its turn. */
export class Worker {
  readonly serverId: string;
  readonly #engine: Engine;
  readonly #options: WorkerOptions;
  readonly #runner: Runner;
  readonly #feeds: Feed[];
  readonly #leadership: Leadership;
  readonly #duties: LeaderDuties;
  readonly #roster: DutyRoster;
  readonly #stopped = new AbortController();
  readonly #startedAt: number;
  #unwatchMembers: Unsubscribe | null = null;
  #unwatchCancels: Unsubscribe | null = null;
  #shards: readonly number[] = [];
  #counter = 0;
  #draining = false;
  #leads = false;
  #loops: Promise<unknown>[] = [];

  /** @param duties what it does besides, whenever it leads */
  constructor(
    engine: Engine,
    work: readonly Work[],
    options: WorkerOptions,
    duties: readonly Duty[] = [],
  ) {
    this.#engine = engine;
    this.serverId = options.serverId;
    this.#options = options;
    this.#startedAt = engine.clock.now();
    this.#runner = new Runner(engine, options.serverId, work);
    this.#feeds = Object.entries(options.concurrency).map(
      ([queue, slots]) => new Feed(engine, this.#runner, queue, slots),
    );
    this.#leadership = new Leadership(engine, options.serverId, options.serverTimeoutMs);
    this.#duties = new LeaderDuties(engine, options.serverTimeoutMs);
    this.#roster = new DutyRoster(engine, duties);
  }

  get running(): number {
    return this.#runner.running;
  }

  /** Resolves after the first heartbeat, when it takes jobs; a store that is away only delays that. */
  async start(): Promise<void> {
    // Until the leader has named this server it competes everywhere: meeting others costs, waiting costs more.
    this.#assign(ALL_SHARDS);
    this.#watch();
    // First the heartbeat: a job of a server that nobody knows would be missed only when its lease runs out.
    await this.#beat();
    this.#loops.push(
      ...this.#feeds.map((feed) => feed.run()),
      this.#every(this.#options.heartbeatMs, () => this.#beat()),
      this.#every(this.#options.dueMs, () => this.#promote()),
      this.#every(this.#options.sweepMs, () => this.#sweep()),
    );
  }

  /** Takes no new job, lets the running ones end for a while, hands the rest back, and leaves. */
  async stop(): Promise<void> {
    const { clock, log, cluster } = this.#engine;
    this.#draining = true;
    for (const feed of this.#feeds) feed.stop();
    await this.#guard('heartbeat', () => cluster.heartbeat(this.#record()));
    // The next leader need not wait for the drain. Again at the end: a renewal may be under way.
    await this.#guard('resign', () => this.#leadership.resign());
    await this.#settled(this.#options.drainMs);
    this.#runner.release();
    await this.#settled(LAST_WRITES_MS + LAST_WRITES_MS);
    this.#stopped.abort();
    this.#runner.giveUp();
    this.#unwatchMembers?.();
    this.#unwatchCancels?.();
    await Promise.race([Promise.allSettled(this.#loops), sleep(clock, LAST_WRITES_MS)]);
    await this.#guard('leave', async () => {
      await takeBackFrom(this.#engine, this.serverId);
      await cluster.removeServer(this.serverId);
      await this.#leadership.resign();
    });
    log.info({ server: this.serverId }, 'stopped');
  }

  #assign(shards: readonly number[]): void {
    if (this.#draining || this.#shards.join() === shards.join()) return;
    this.#shards = shards;
    for (const feed of this.#feeds) feed.assign(shards);
  }

  #watch(): void {
    const { cluster } = this.#engine;
    this.#unwatchMembers ??= cluster.watchMembers({
      next: (members) => {
        const named = members?.serverIds.includes(this.serverId) === true;
        this.#assign(named ? shardsOf(this.serverId, members.serverIds) : ALL_SHARDS);
      },
      error: (error) => this.#unwatched('members', error, () => (this.#unwatchMembers = null)),
    });
    this.#unwatchCancels ??= this.#runner.watchCancels((error) =>
      this.#unwatched('cancels', error, () => (this.#unwatchCancels = null)),
    );
  }

  #unwatched(what: string, error: unknown, forget: () => void): void {
    forget();
    this.#engine.log.warn(
      { what, error: String(error) },
      'listener ended; the next heartbeat renews it',
    );
  }

  async #beat(): Promise<void> {
    if (!this.#stopped.signal.aborted) this.#watch();
    this.#counter += 1;
    await this.#guard('heartbeat', () => this.#engine.cluster.heartbeat(this.#record()));
    await this.#guard('leadership', async () => {
      if (this.#draining) return;
      const fence = await this.#leadership.tick();
      this.#leads = fence !== null;
      if (fence === null) {
        this.#duties.lost();
        return;
      }
      await this.#duties.heartbeat(fence);
      this.#roster.tick(fence);
    });
  }

  async #promote(): Promise<void> {
    if (this.#draining) return;
    await this.#guard('due jobs', () => promoteDue(this.#engine, this.#shards));
  }

  async #sweep(): Promise<void> {
    if (this.#draining) return;
    for (const feed of this.#feeds) feed.nudge();
    if (this.#leads) await this.#guard('sweep', () => this.#duties.sweep());
  }

  #record(): ServerRecord {
    return {
      id: this.serverId,
      counter: this.#counter,
      startedAt: this.#startedAt,
      heartbeatAt: this.#engine.clock.now(),
      heartbeatMs: this.#options.heartbeatMs,
      draining: this.#draining,
      leader: this.#leads,
      running: this.#runner.running,
      runningByQueue: {},
      concurrency: { ...this.#options.concurrency },
      shards: [...this.#shards],
      meanRunMs: this.#runner.stats.means(),
      counts: this.#runner.counter.counts(),
      adaptiveLimits: {},
      memoryBytes: 0,
      version: this.#options.version,
    };
  }

  async #every(ms: number, call: () => Promise<void>): Promise<void> {
    const { signal } = this.#stopped;
    for (;;) {
      await sleep(this.#engine.clock, ms, signal);
      if (signal.aborted) return;
      await call();
    }
  }

  /** Until no job runs, at most so long. */
  async #settled(ms: number): Promise<void> {
    const { clock } = this.#engine;
    const until = clock.monotonic() + ms;
    while (this.#feeds.some((feed) => feed.busy > 0) && clock.monotonic() < until) {
      await sleep(clock, 20);
    }
  }

  /** A duty that fails is tried again at its next turn: it must not end the worker. */
  async #guard(duty: string, call: () => Promise<unknown>): Promise<void> {
    try {
      await call();
    } catch (error) {
      this.#engine.log.warn({ duty, error: String(error) }, 'a duty waits for its next turn');
    }
  }
}
