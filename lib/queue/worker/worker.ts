import type { Duty } from '../cluster/duty';
import { Leader } from '../cluster/leader';
import { Membership } from '../cluster/membership';
import type { Engine } from '../engine';
import { lockCleanup } from '../locks/lock-cleanup';
import type { Unsubscribe } from '../ports/job-store';
import { sleep } from '../sleep';
import { promoteDue, takeBackFrom } from '../sweep/sweep';
import type { Work } from '../work';
import { Feeds } from './feeds';
import { settingsKnown } from './queue-settings';
import { repeat } from './repeat';
import { Runner } from './runner';
import { type Measures, ServerReport } from './server-report';
import { ShardSlots } from './server-slots';

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
  /** False: it never leads, whoever else does. */
  leads?: boolean;
  measures?: Measures;
}

/** Servers that started along with it were not all there at its first heartbeat. Milliseconds. */
const SECOND_BEAT_MS = 500;

/** After the drain, how long a store that does not answer may hold up the end. Milliseconds. */
const LAST_WRITES_MS = 5_000;

/** A long-lived server: brings jobs in, runs them, says that it is alive, and leads when it is its turn. */
export class Worker {
  readonly serverId: string;
  readonly #engine: Engine;
  readonly #options: WorkerOptions;
  readonly #runner: Runner;
  readonly #feeds: Feeds;
  readonly #membership: Membership;
  readonly #leader: Leader;
  readonly #stopped = new AbortController();
  readonly #report: ServerReport;
  #unwatchCancels: Unsubscribe | null = null;
  #unfollow: Unsubscribe = () => undefined;
  #stopping = false;
  /** An administrator drains it. */
  #drained = false;
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
    this.#runner = new Runner(engine, options.serverId, work);
    const queues = Object.keys(options.concurrency);
    this.#membership = new Membership(engine, { serverId: options.serverId, queues }, (queue) =>
      this.#assign(queue),
    );
    this.#feeds = new Feeds(
      engine,
      this.#runner,
      options.concurrency,
      new ShardSlots(options.serverId, this.#membership),
    );
    const parts = { runner: this.#runner, feeds: this.#feeds, membership: this.#membership };
    this.#report = new ServerReport(engine, parts, options);
    const leading = {
      serverId: options.serverId,
      timeoutMs: options.serverTimeoutMs,
      members: () => this.#membership.serverIds,
    };
    this.#leader = new Leader(engine, leading, [lockCleanup(engine), ...duties]);
  }

  get running(): number {
    return this.#runner.running;
  }

  /** It takes no new job: it stops, or an administrator drains it. */
  get draining(): boolean {
    return this.#stopping || this.#drained;
  }

  /** As of its last heartbeat. */
  get leader(): boolean {
    return this.#leader.leads;
  }

  /** Resolves after the first heartbeat, when it takes jobs; a store that is away only delays that. */
  async start(): Promise<void> {
    await settingsKnown(this.#engine);
    this.#unfollow = this.#engine.settings.onChange(() => this.#follow());
    this.#follow();
    for (const queue of Object.keys(this.#options.concurrency)) this.#assign(queue);
    this.#watch();
    // First the heartbeat: a job of a server that nobody knows would be missed only when its lease runs out.
    await this.#beat();
    await this.#lead();
    await this.#guard('meeting', () => this.#membership.meet());
    this.#loops.push(
      this.#secondBeat(),
      this.#feeds.run(),
      this.#every(this.#options.heartbeatMs, () => this.#beat()),
      // Apart: a read that is not answered must not keep a living server from saying so.
      this.#every(this.#options.heartbeatMs, () => this.#lead()),
      this.#every(this.#options.dueMs, () => this.#promote()),
      this.#every(this.#options.sweepMs, () => this.#sweep()),
    );
  }

  /** Takes no new job, lets the running ones end for a while, hands the rest back, and leaves. */
  async stop(): Promise<void> {
    const { clock, log, cluster } = this.#engine;
    this.#stopping = true;
    this.#unfollow();
    this.#feeds.stop();
    await this.#guard('heartbeat', () => cluster.heartbeat(this.#report.next(this)));
    // The next leader need not wait for the drain. Again at the end: a renewal may be under way.
    await this.#guard('resign', () => this.#leader.resign());
    await this.#settled(this.#options.drainMs);
    this.#runner.release();
    await this.#settled(LAST_WRITES_MS + LAST_WRITES_MS);
    this.#stopped.abort();
    this.#runner.giveUp();
    this.#membership.close();
    this.#unwatchCancels?.();
    await Promise.race([Promise.allSettled(this.#loops), sleep(clock, LAST_WRITES_MS)]);
    await Promise.race([this.#runner.ledger.close(), sleep(clock, LAST_WRITES_MS)]);
    await this.#guard('leave', async () => {
      await takeBackFrom(this.#engine, this.serverId);
      await cluster.removeServer(this.serverId);
      await this.#leader.resign();
    });
    log.info({ server: this.serverId }, 'stopped');
  }

  /** Does what an administrator set. A drain is told at once: the leader gives this server's shards to others. */
  #follow(): void {
    const drained = this.#engine.settings.current().drainedServers.includes(this.serverId);
    const changed = drained !== this.#drained;
    this.#drained = drained;
    this.#feeds.apply(drained);
    if (!changed || !this.#report.begun) return;
    const report = this.#report.next(this);
    void this.#guard('heartbeat', () => this.#engine.cluster.heartbeat(report));
  }

  #assign(queue: string): void {
    if (!this.#stopping) this.#feeds.assign(queue, this.#membership.shardsOf(queue));
  }

  #watch(): void {
    this.#membership.watch();
    this.#unwatchCancels ??= this.#runner.watchCancels((error) => {
      this.#unwatchCancels = null;
      const fields = { error: String(error) };
      this.#engine.log.warn(fields, 'cancels’ listener ended; the next heartbeat renews it');
    });
  }

  async #secondBeat(): Promise<void> {
    await sleep(this.#engine.clock, SECOND_BEAT_MS, this.#stopped.signal);
    if (this.#stopped.signal.aborted) return;
    await this.#beat();
    await this.#lead();
  }

  async #beat(): Promise<void> {
    if (!this.#stopped.signal.aborted) this.#watch();
    const report = this.#report.next(this);
    await this.#guard('heartbeat', () => this.#engine.cluster.heartbeat(report));
  }

  async #lead(): Promise<void> {
    if (this.#stopping || this.#options.leads === false) return;
    await this.#guard('leadership', () => this.#leader.heartbeat());
  }

  async #promote(): Promise<void> {
    if (this.draining) return;
    await this.#guard('due jobs', () => promoteDue(this.#engine, this.#membership.shards));
  }

  async #sweep(): Promise<void> {
    if (this.#stopping) return;
    this.#feeds.nudge();
    await this.#guard('sweep', () => this.#leader.sweep());
  }

  #every(ms: number, call: () => Promise<void>): Promise<void> {
    return repeat(this.#engine.clock, ms, this.#stopped.signal, call);
  }

  /** Until no job runs, at most so long. */
  async #settled(ms: number): Promise<void> {
    const { clock } = this.#engine;
    const until = clock.monotonic() + ms;
    while (this.#feeds.busy > 0 && clock.monotonic() < until) await sleep(clock, 20);
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
