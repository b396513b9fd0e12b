import type { Engine } from '../engine';
import type { StoredJob, Unsubscribe } from '../ports/job-store';
import { sleep } from '../sleep';
import { Bell } from './bell';
import { Intake, type SharedByQueues } from './intake';
import { pullByShard, type PullFrom, pullInOrder, WIDE } from './pull';
import { Standby } from './standby';

/** Jobs that a listener watches: one to claim, one to tell that there is more. A bell, not a feed. */
const BELL_SIZE = 2;

/** Between two looks at the head while many jobs run. Milliseconds. */
const PAUSE_MS = 100;

/** After a pull of so many jobs others may have as many, and write for a while yet. */
const FLOOD = 100;

/** After an error of the listener or a pull. Milliseconds. */
const RECOVER_MS = 1_000;

/**
 * Brings one queue's jobs to one server: listens while idle, pulls the head of its shards in rank order while
 * there is a backlog, and does neither while every slot is taken.
 */
export class Feed {
  readonly #engine: Engine;
  readonly #queue: string;
  readonly #intake: Intake;
  readonly #standby: Standby;
  readonly #wake = new Bell();
  readonly #stopped = new AbortController();
  #shards: readonly number[] = [];
  #offered: StoredJob[] = [];
  #unlisten: Unsubscribe | null = null;
  /** Why the listener ended by itself. */
  #refusal: { error: unknown } | null = null;
  #pulling = true;
  /** Jobs of other servers may be waiting. */
  #standing = false;

  constructor(engine: Engine, shared: SharedByQueues, queue: string) {
    this.#engine = engine;
    this.#queue = queue;
    this.#intake = new Intake(engine, shared, queue, this.#wake);
    this.#standby = new Standby(engine, queue, this.#intake);
  }

  /** Claims under way and jobs that run. */
  get busy(): number {
    return this.#intake.busy;
  }

  /** The shards that this server takes now. */
  assign(shards: readonly number[]): void {
    this.#shards = shards;
    this.#stopListening();
    this.nudge();
  }

  /** Closed, it takes no job; those that run go on. */
  open(open: boolean): void {
    if (this.#stopped.signal.aborted) return;
    this.#intake.open(open);
    this.nudge();
  }

  /** Looks at the head again, from the start: whatever a lost notification left there is found. */
  nudge(): void {
    this.#pulling = true;
    this.#wake.ring();
  }

  /** Brings jobs until stopped. */
  async run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      try {
        await this.#step();
      } catch (error) {
        this.#engine.log.warn({ queue: this.#queue, error: String(error) }, 'feed interrupted');
        this.#pulling = true;
        await sleep(this.#engine.clock, RECOVER_MS, this.#stopped.signal);
      }
    }
  }

  /** Takes no new job; those that run go on. */
  stop(): void {
    this.#stopped.abort();
    this.#intake.open(false);
    this.#stopListening();
    this.#wake.ring();
  }

  async #step(): Promise<void> {
    if (this.#intake.free === 0 || this.#shards.length === 0) {
      this.#stopListening();
      this.#pulling = true;
      this.#intake.wants(this.#intake.free === 0);
      await this.#wake.wait();
    } else if (this.#pulling) {
      this.#stopListening();
      await this.#pull();
    } else if (this.#intake.busy >= WIDE) {
      await this.#pause();
    } else if (this.#standing) {
      await this.#standBy();
    } else {
      await this.#listen();
    }
  }

  /** Pulls from the head until nothing is left there, or nothing more can be taken. */
  async #pull(): Promise<void> {
    this.#pulling = false;
    const from: PullFrom = {
      engine: this.#engine,
      queue: this.#queue,
      intake: this.#intake,
      wake: this.#wake,
      stopped: this.#stopped.signal,
      shards: () => this.#shards,
    };
    if (this.#intake.slots < WIDE) await pullInOrder(from);
    else if ((await pullByShard(from)) >= FLOOD) this.#standBySoon([]);
    // The listener that follows begins with what is pending then: claims under way must not be in it.
    await this.#intake.claimsSettled();
    this.#intake.wants(false);
  }

  /** Looks now and then, until no job waits anywhere. */
  async #standBy(): Promise<void> {
    this.#stopListening();
    await this.#pass(this.#standby.waitMs());
    if (this.#pulling || this.#stopped.signal.aborted || this.#intake.free === 0) return;
    this.#standing = await this.#standby.look(this.#shards);
  }

  /** Until the time is over, or there is something else to do. */
  async #pass(ms: number): Promise<void> {
    const time = { over: false };
    const cancel = this.#engine.clock.timer(ms, () => {
      time.over = true;
      this.#wake.ring();
    });
    while (!time.over && !this.#pulling && !this.#stopped.signal.aborted) await this.#wake.wait();
    cancel();
  }

  /**
   * With many jobs under way their writes come by the hundred, and a listener is evaluated at each of them
   * (on the emulator by a scan: a batch of 400 took ten seconds). So look again in a while instead.
   */
  async #pause(): Promise<void> {
    await sleep(this.#engine.clock, PAUSE_MS, this.#stopped.signal);
    if (this.#pulling || this.#intake.free === 0) return;
    await this.#intake.claimsSettled();
    const head = { queue: this.#queue, shards: this.#shards, limit: 1 };
    if ((await this.#engine.jobs.head(head)).length > 0) this.#pulling = true;
  }

  /** @throws what ended the listener: at once a new one might end as well */
  async #listen(): Promise<void> {
    this.#unlisten ??= this.#subscribe();
    await this.#wake.wait();
    const refusal = this.#refusal;
    this.#refusal = null;
    if (refusal !== null) throw refusal.error;
    const offered = this.#offered;
    this.#offered = [];
    const own = offered.filter(({ job }) => this.#shards.includes(job.shard));
    this.#intake.take(own);
    if (own.length > 0 && offered.length === BELL_SIZE) this.#pulling = true;
    else if (own.length < offered.length) this.#standBySoon(offered);
  }

  #standBySoon(offered: readonly StoredJob[]): void {
    this.#standing = true;
    this.#standby.begin(offered);
  }

  #subscribe(): Unsubscribe {
    return this.#engine.jobs.watchPending(
      { queue: this.#queue, limit: BELL_SIZE },
      {
        next: (pending) => {
          this.#offered = pending;
          if (pending.length > 0) this.#wake.ring();
        },
        error: (error) => {
          this.#unlisten = null;
          this.#refusal = { error };
          this.#wake.ring();
        },
      },
    );
  }

  #stopListening(): void {
    this.#unlisten?.();
    this.#unlisten = null;
    this.#refusal = null;
    this.#offered = [];
  }
}
