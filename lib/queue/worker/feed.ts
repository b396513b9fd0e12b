import type { Engine } from '../engine';
import type { StoredJob, Unsubscribe } from '../ports/job-store';
import { ALL_SHARDS } from '../shard';
import { sleep } from '../sleep';
import { Bell } from './bell';
import type { ClaimedJob, Runner } from './runner';
import { SeenVersions } from './seen-versions';

/** Jobs that a listener watches: one to claim, one to tell that there is more. A bell, not a feed. */
const BELL_SIZE = 2;

/** At most so many jobs of one pull. */
const PAGE_SIZE = 400;

/** From so many slots on, throughput counts for more than the exact order between shards. */
const WIDE = 32;

/** Between two looks at the head while many jobs run. Milliseconds. */
const PAUSE_MS = 100;

/** How long a job of another server's shard is left to that server. Milliseconds; up to twice that, at random. */
const HELP_MS = 150;

/** With room for many, slots that free one by one are gathered this long into one pull. Milliseconds. */
const GATHER_MS = 4;

/** After this a pull begins at the head again: an urgent job may have come before its place. Milliseconds. */
const CURSOR_MS = 1_000;

/** After an error of the listener or a pull. Milliseconds. */
const RECOVER_MS = 1_000;

interface Place {
  rank: number;
  id: string;
}

/**
 * Brings one queue's jobs to one server: listens while idle, pulls the head of its shards in rank order while
 * there is a backlog, and does neither while every slot is taken.
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
  #helping = false;
  #cancelHelp: (() => void) | null = null;

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
        } else if (this.#helping) {
          await this.#help();
        } else if (this.#busy >= WIDE) {
          await this.#pause();
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

  /** Pulls from the head until nothing is left there, or nothing more can be taken. */
  async #pull(): Promise<void> {
    this.#pulling = false;
    if (this.#concurrency >= WIDE) await this.#pullByShard();
    else await this.#pullInOrder();
    // The listener that follows begins with what is pending then: claims under way must not be in it.
    await Promise.allSettled(this.#claiming);
  }

  /** Few slots: each free one takes the first of all its shards. */
  async #pullInOrder(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const limit = this.#free;
      if (limit === 0) {
        await this.#wake.wait();
        continue;
      }
      await Promise.allSettled(this.#claiming);
      const page = await this.#head(this.#shards, limit);
      this.#takeAll(page);
      if (page.length < limit) return;
    }
  }

  /**
   * Many slots: a page of each shard in turn, from where its last page stopped. Ids are hashed, so the shards'
   * heads are alike, and a page of one shard is one scan of one index range.
   */
  async #pullByShard(): Promise<void> {
    const { clock } = this.#engine;
    let left = [...this.#shards];
    let cursors = new Map<number, Place>();
    let fromHeadAt = clock.monotonic();
    while (left.length > 0 && !this.#stopped.signal.aborted) {
      if (this.#free < Math.min(PAGE_SIZE, this.#concurrency / 2)) await this.#gather();
      if (this.#free === 0) {
        await this.#wake.wait();
        continue;
      }
      if (clock.monotonic() - fromHeadAt > CURSOR_MS) {
        cursors = new Map();
        left = [...this.#shards];
        fromHeadAt = clock.monotonic();
        await Promise.allSettled(this.#claiming);
      }
      const [shard, ...others] = left;
      if (shard === undefined) return;
      const limit = Math.min(PAGE_SIZE, this.#free);
      const page = await this.#head([shard], limit, cursors.get(shard));
      this.#takeAll(page);
      const last = page.at(-1);
      if (last !== undefined) cursors.set(shard, { rank: last.job.rank, id: last.job.id });
      left = page.length < limit ? others : [...others, shard];
    }
  }

  /** Jobs of other servers' shards that wait although this one is idle: their servers have no room. */
  async #help(): Promise<void> {
    this.#helping = false;
    await Promise.allSettled(this.#claiming);
    this.#takeAll(await this.#head(ALL_SHARDS, Math.min(PAGE_SIZE, this.#free)));
  }

  #head(shards: readonly number[], limit: number, after?: Place): Promise<StoredJob[]> {
    return this.#engine.jobs.head({
      queue: this.#queue,
      shards,
      limit,
      ...(after === undefined ? {} : { after }),
    });
  }

  /**
   * With many jobs under way their writes come by the hundred, and a listener is evaluated at each of them
   * (on the emulator by a scan: a batch of 400 took ten seconds). So look again in a while instead.
   */
  async #pause(): Promise<void> {
    await sleep(this.#engine.clock, PAUSE_MS, this.#stopped.signal);
    this.#pulling = true;
  }

  #gather(): Promise<void> {
    return sleep(this.#engine.clock, GATHER_MS, this.#stopped.signal);
  }

  async #listen(): Promise<void> {
    this.#unlisten ??= this.#subscribe();
    await this.#wake.wait();
    const offered = this.#offered;
    this.#offered = [];
    const own = offered.filter(({ job }) => this.#shards.includes(job.shard));
    this.#takeAll(own);
    if (own.length > 0 && offered.length === BELL_SIZE) this.#pulling = true;
    else if (own.length < offered.length) this.#helpSoon();
  }

  #helpSoon(): void {
    const { clock, entropy } = this.#engine;
    this.#cancelHelp ??= clock.timer(HELP_MS * (1 + entropy.random()), () => {
      this.#cancelHelp = null;
      this.#helping = true;
      this.#wake.ring();
    });
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
    this.#cancelHelp?.();
    this.#cancelHelp = null;
  }

  #takeAll(page: readonly StoredJob[]): void {
    for (const stored of page) if (this.#free > 0) this.#take(stored);
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
