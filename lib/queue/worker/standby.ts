import type { Engine } from '../engine';
import type { StoredJob } from '../ports/job-store';
import { ALL_SHARDS } from '../shard';
import type { Intake } from './intake';
import { PAGE_SIZE } from './pull';

/** How long a job of another server's shard is left to that server. Milliseconds; up to twice that, at random. */
const HELP_MS = 150;

/** Between two looks while others keep their jobs moving. Milliseconds. */
const LONGEST_MS = 1_000;

/** No job waited for so long: those that were claimed last have ended, or take long. Milliseconds. */
const QUIET_MS = 1_000;

/** Jobs of others that it remembers: those that the bell showed, the first of a few looks, and those it may not take. */
const MOST_KEPT = 8;

/**
 * What an idle server does while jobs of other servers' shards wait: it looks now and then, and takes those that
 * stay where they are, because their server has no room. It does not listen meanwhile: others write much, and a
 * listener is evaluated at each write.
 */
export class Standby {
  readonly #engine: Engine;
  readonly #queue: string;
  readonly #intake: Intake;
  /** The shard that it looks at, and the jobs that it saw there. */
  #shard = 0;
  #seen: readonly StoredJob[] = [];
  /** The first jobs of pages of which it could take none: they are for the servers whose shards they are in. */
  #refused: readonly StoredJob[] = [];
  #rounds = 0;
  /** When a job was seen last, on the monotonic clock. */
  #seenAt = 0;

  constructor(engine: Engine, queue: string, intake: Intake) {
    this.#engine = engine;
    this.#queue = queue;
    this.#intake = intake;
  }

  /** Begins. @param offered jobs of others that were seen just now */
  begin(offered: readonly StoredJob[]): void {
    this.#seen = offered;
    this.#shard = offered[0]?.job.shard ?? this.#shard;
    this.#rounds = 0;
    this.#seenAt = this.#engine.clock.monotonic();
  }

  /** Until the next look. Milliseconds. */
  waitMs(): number {
    const ms = HELP_MS * (1 + this.#engine.entropy.random()) * 2 ** this.#rounds;
    return Math.min(ms, LONGEST_MS);
  }

  /**
   * Takes its own jobs that came, and those of others that stayed.
   * @param own this server's shards
   * @returns whether to look again: false when it has been quiet for a while
   */
  async look(own: readonly number[]): Promise<boolean> {
    const { clock } = this.#engine;
    if (await this.#anyWaits(own)) this.#seenAt = clock.monotonic();
    return clock.monotonic() - this.#seenAt < QUIET_MS;
  }

  async #anyWaits(own: readonly number[]): Promise<boolean> {
    await this.#intake.claimsSettled();
    const mine = await this.#head(own);
    this.#intake.take(mine);
    if (mine.length > 0) this.#rounds = 0;
    const first = this.#intake.free > 0 ? await this.#firstOfOthers(own) : undefined;
    if (first === undefined) return mine.length > 0;
    const refused = includes(this.#refused, first);
    if (refused) this.#shard = (this.#shard + 1) % ALL_SHARDS.length;
    const helped = !refused && includes(this.#seen, first) && (await this.#help(first));
    this.#rounds = helped ? 0 : this.#rounds + 1;
    this.#seen = [first, ...this.#seen].slice(0, MOST_KEPT);
    return true;
  }

  /** @returns whether it took any; if not, the page is not read again as long as it begins with the same job */
  async #help(first: StoredJob): Promise<boolean> {
    const { busy } = this.#intake;
    this.#intake.take(await this.#head([this.#shard]));
    if (this.#intake.busy > busy) return true;
    this.#refused = [first, ...this.#refused].slice(0, MOST_KEPT);
    return false;
  }

  /** Of the shard that it looks at, or of the next one that has jobs. */
  async #firstOfOthers(own: readonly number[]): Promise<StoredJob | undefined> {
    for (const _ of ALL_SHARDS) {
      if (!own.includes(this.#shard)) {
        const [first] = await this.#head([this.#shard], 1);
        if (first !== undefined) return first;
      }
      this.#shard = (this.#shard + 1) % ALL_SHARDS.length;
    }
    return undefined;
  }

  #head(
    shards: readonly number[],
    limit = Math.min(PAGE_SIZE, this.#intake.free),
  ): Promise<StoredJob[]> {
    return this.#engine.jobs.head({ queue: this.#queue, shards, limit });
  }
}

function includes(kept: readonly StoredJob[], { job, version }: StoredJob): boolean {
  return kept.some((one) => one.job.id === job.id && one.version === version);
}
