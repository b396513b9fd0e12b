import type { Engine } from '../engine';
import type { StoredJob, Unsubscribe } from '../ports/job-store';
import { sleep } from '../sleep';
import { Bell } from './bell';
import type { ClaimedJob, Runner } from './runner';
import { SeenVersions } from './seen-versions';

/** Jobs that a listener watches: one to claim, one to tell that there is more. A bell, not a feed. */
const BELL_SIZE = 2;

/** Jobs of one pull. */
const PAGE_SIZE = 200;

/** With room for many, slots that free one by one are gathered this long into one pull. Milliseconds. */
const GATHER_MS = 4;

/** After this a pull begins at the head again: an urgent job may have come before its place. Milliseconds. */
const CURSOR_MS = 1_000;

/** After an error of the listener or a pull. Milliseconds. */
const RECOVER_MS = 1_000;

/**
 * Brings one queue's jobs to one server: listens to the head while idle, pulls pages of it in rank order
 * while there is a backlog, and does neither while every slot is taken.
 */
export class Feed {
  readonly #engine: Engine;
  readonly #runner: Runner;
  readonly #queue: string;
  readonly #concurrency: number;
  readonly #wake = new Bell();
  readonly #stopped = new AbortController();
  readonly #seen = new SeenVersions();
  readonly #claiming = new Set<Promise<unknown>>();
  #shards: readonly number[] = [];
  #busy = 0;
  #offered: StoredJob[] = [];
  #unlisten: Unsubscribe | null = null;
  #pulling = true;

  constructor(engine: Engine, runner: Runner, queue: string, concurrency: number) {
    this.#engine = engine;
    this.#runner = runner;
    this.#queue = queue;
    this.#concurrency = concurrency;
  }

  /** The shards that this server takes now. */
  assign(shards: readonly number[]): void {
    this.#shards = shards;
    this.#stopListening();
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
        if (this.#free === 0 || this.#shards.length === 0) {
          this.#stopListening();
          this.#pulling = true;
          await this.#wake.wait();
        } else if (this.#pulling) {
          this.#stopListening();
          await this.#pull();
        } else {
          await this.#listen();
        }
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
    this.#stopListening();
    this.#wake.ring();
  }

  /** Claims under way and jobs that run. */
  get busy(): number {
    return this.#busy;
  }

  get #free(): number {
    return this.#concurrency - this.#busy;
  }

  /** Pulls pages from the head, each from where the last one stopped, until one comes back short. */
  async #pull(): Promise<void> {
    this.#pulling = false;
    const { clock } = this.#engine;
    let after: { rank: number; id: string } | undefined;
    let fromHeadAt = clock.monotonic();
    while (!this.#stopped.signal.aborted) {
      if (this.#free < Math.min(PAGE_SIZE, this.#concurrency / 4)) await this.#gather();
      if (this.#free === 0) {
        await this.#wake.wait();
        continue;
      }
      if (clock.monotonic() - fromHeadAt > CURSOR_MS) {
        after = undefined;
        fromHeadAt = clock.monotonic();
      }
      const limit = Math.min(PAGE_SIZE, this.#free);
      const page = await this.#engine.jobs.head({
        queue: this.#queue,
        shards: this.#shards,
        limit,
        ...(after === undefined ? {} : { after }),
      });
      for (const stored of page) this.#take(stored);
      const last = page.at(-1);
      if (page.length < limit || last === undefined) break;
      after = { rank: last.job.rank, id: last.job.id };
    }
    // The listener that follows begins with the head as it is: claims under way must not be in it.
    await Promise.allSettled(this.#claiming);
  }

  #gather(): Promise<void> {
    return sleep(this.#engine.clock, GATHER_MS, this.#stopped.signal);
  }

  async #listen(): Promise<void> {
    this.#unlisten ??= this.#subscribe();
    await this.#wake.wait();
    const offered = this.#offered;
    this.#offered = [];
    for (const stored of offered) if (this.#free > 0) this.#take(stored);
    if (offered.length === BELL_SIZE) this.#pulling = true;
  }

  #subscribe(): Unsubscribe {
    return this.#engine.jobs.watchHead(
      { queue: this.#queue, shards: this.#shards, limit: BELL_SIZE },
      {
        next: (head) => {
          this.#offered = head;
          if (head.length > 0) this.#wake.ring();
        },
        error: (error) => {
          this.#engine.log.warn({ queue: this.#queue, error: String(error) }, 'listener ended');
          this.#unlisten = null;
          this.nudge();
        },
      },
    );
  }

  #stopListening(): void {
    this.#unlisten?.();
    this.#unlisten = null;
    this.#offered = [];
  }

  #take(stored: StoredJob): void {
    if (!this.#seen.add(stored)) return;
    this.#busy += 1;
    const claiming = this.#claim(stored);
    this.#claiming.add(claiming);
    void claiming
      .then(async (claimed) => {
        this.#claiming.delete(claiming);
        if (claimed !== null) await this.#runner.execute(claimed);
      })
      .finally(() => {
        this.#busy -= 1;
        this.#wake.ring();
      });
  }

  async #claim(stored: StoredJob): Promise<ClaimedJob | null> {
    try {
      return await this.#runner.claim(stored);
    } catch (error) {
      this.#seen.forget(stored);
      this.#engine.log.warn({ jobId: stored.job.id, error: String(error) }, 'claim not settled');
      return null;
    }
  }
}
