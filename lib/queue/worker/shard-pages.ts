import type { StoredJob } from '../ports/job-store';
import type { PullFrom } from './pull';

/** At most so many jobs of one page. */
const MAX_PAGE = 2_000;

/** After this a shard is read from its head again: an urgent job may have come before its place. Milliseconds. */
const CURSOR_MS = 1_000;

export interface ShardPage {
  shard: number;
  jobs: readonly StoredJob[];
  /** There may be more where it came from. */
  full: boolean;
  /** When it came, on the monotonic clock. */
  cameAt: number;
}

/** Where one shard was read last. */
interface Cursor {
  page: ShardPage;
  place: { rank: number; id: string };
  /** When its head was read, on the monotonic clock. */
  fromHeadAt: number;
}

/**
 * The pages of one pull, a shard after the other: as many jobs as there are free slots, or more once it is known
 * that they end faster than pages come. A shard is read from its head, unless claims of its last page are still
 * under way: those jobs would come again.
 */
export class ShardPages {
  readonly #from: PullFrom;
  readonly #cursors = new Map<number, Cursor>();
  #left: number[];
  #refilledAt: number;
  #size = 1;
  /** Jobs that the last page could have had. */
  #limit = 0;
  #read = 0;
  #ahead: Promise<ShardPage | null> | null = null;

  constructor(from: PullFrom) {
    this.#from = from;
    this.#left = [...from.shards()];
    this.#refilledAt = this.#now();
  }

  /** How many pages there were. */
  get read(): number {
    return this.#read;
  }

  /** Whether the next page is being read. */
  get reading(): boolean {
    return this.#ahead !== null;
  }

  /** The next page; null when every shard came back short. */
  async next(): Promise<ShardPage | null> {
    const page = this.#ahead ?? this.#nextPage();
    this.#ahead = null;
    return page;
  }

  /** Begins to read the next page. */
  readAhead(): void {
    this.#ahead ??= this.#nextPage();
    // It may fail before anybody waits for it.
    this.#ahead.catch(() => undefined);
  }

  /** Begins to read the next page, which, with those after it, is twice as large. */
  grow(): void {
    this.#size = Math.min(MAX_PAGE, 2 * this.#limit);
    this.readAhead();
  }

  /** Jobs of the page wait longer than a page should: it is read again, and those after it are smaller. */
  putBack(page: ShardPage): void {
    this.#size = 1;
    const cursor = this.#cursors.get(page.shard);
    if (cursor !== undefined) cursor.fromHeadAt = -Infinity;
    if (!this.#left.includes(page.shard)) this.#left.push(page.shard);
  }

  /** No claim of the page is under way any more. */
  settled(page: ShardPage): void {
    const cursor = this.#cursors.get(page.shard);
    if (cursor?.page === page && cursor.fromHeadAt !== -Infinity) this.#cursors.delete(page.shard);
  }

  async #nextPage(): Promise<ShardPage | null> {
    const { engine, queue, intake } = this.#from;
    this.#refill();
    const shard = this.#left.shift();
    if (shard === undefined) return null;
    let cursor = this.#cursors.get(shard);
    if (cursor !== undefined && this.#now() - cursor.fromHeadAt > CURSOR_MS) {
      await intake.claimsSettled();
      cursor = undefined;
    }
    const askedAt = this.#now();
    const limit = Math.min(MAX_PAGE, Math.max(this.#size, intake.free));
    this.#limit = limit;
    const after = cursor === undefined ? {} : { after: cursor.place };
    const jobs = await engine.jobs.head({ queue, shards: [shard], limit, ...after });
    this.#read += 1;
    const page = { shard, jobs, full: jobs.length === limit, cameAt: this.#now() };
    const last = jobs.at(-1)?.job;
    if (last !== undefined) {
      const place = { rank: last.rank, id: last.id };
      this.#cursors.set(shard, { page, place, fromHeadAt: cursor?.fromHeadAt ?? askedAt });
    }
    if (page.full) this.#left.push(shard);
    return page;
  }

  #now(): number {
    return this.#from.engine.clock.monotonic();
  }

  /** Shards that were empty come last: those that are known to hold jobs must not wait for them. */
  #refill(): void {
    const shards = this.#from.shards();
    this.#left = this.#left.filter((shard) => shards.includes(shard));
    if (this.#now() - this.#refilledAt <= CURSOR_MS) return;
    this.#left.push(...shards.filter((shard) => !this.#left.includes(shard)));
    this.#refilledAt = this.#now();
  }
}
