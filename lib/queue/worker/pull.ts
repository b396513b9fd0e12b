import type { Engine } from '../engine';
import type { StoredJob } from '../ports/job-store';
import { sleep } from '../sleep';
import type { Bell } from './bell';
import type { Intake } from './intake';

/** At most so many jobs of one pull. */
export const PAGE_SIZE = 400;

/** From so many slots on, throughput counts for more than the exact order between shards. */
export const WIDE = 32;

/** With room for many, slots that free one by one are gathered this long into one pull. Milliseconds. */
const GATHER_MS = 4;

/** After this a pull begins at the head again: an urgent job may have come before its place. Milliseconds. */
const CURSOR_MS = 1_000;

/** A place in a queue's order. */
interface Place {
  rank: number;
  id: string;
}

export interface PullFrom {
  engine: Engine;
  queue: string;
  intake: Intake;
  /** Rings when a slot becomes free, or the pull is to end. */
  wake: Bell;
  stopped: AbortSignal;
  /** The shards to pull from: they may change while it pulls. */
  shards: () => readonly number[];
}

/** The first jobs of some shards, after a place or from the start. */
export function head(
  { engine, queue }: Pick<PullFrom, 'engine' | 'queue'>,
  shards: readonly number[],
  limit: number,
  after?: Place,
): Promise<StoredJob[]> {
  return engine.jobs.head({ queue, shards, limit, ...(after === undefined ? {} : { after }) });
}

/** Few slots: each free one takes the first job of all shards. Ends when a page comes back short. */
export async function pullInOrder(from: PullFrom): Promise<void> {
  const { intake, wake, stopped } = from;
  while (!stopped.aborted) {
    const limit = intake.free;
    if (limit === 0) {
      intake.wants(true);
      await wake.wait();
      continue;
    }
    await intake.claimsSettled();
    const page = await head(from, from.shards(), limit);
    intake.take(page);
    if (page.length < limit) return;
  }
}

/**
 * Many slots: a page of each shard in turn, from where its last page stopped. Ids are hashed, so the shards'
 * heads are alike, and a page of one shard is one scan of one index range. Ends when every shard came back
 * short.
 */
export async function pullByShard(from: PullFrom): Promise<void> {
  const { engine, intake, wake, stopped } = from;
  let left = [...from.shards()];
  let cursors = new Map<number, Place>();
  let fromHeadAt = engine.clock.monotonic();
  while (left.length > 0 && !stopped.aborted) {
    if (intake.free < Math.min(PAGE_SIZE, intake.slots / 2)) {
      await sleep(engine.clock, GATHER_MS, stopped);
    }
    if (intake.free === 0) {
      intake.wants(true);
      await wake.wait();
      continue;
    }
    if (engine.clock.monotonic() - fromHeadAt > CURSOR_MS) {
      await intake.claimsSettled();
      cursors = new Map();
      // Shards that were empty come last: those that are known to hold jobs must not wait for them.
      left = [...left, ...from.shards().filter((shard) => !left.includes(shard))];
      fromHeadAt = engine.clock.monotonic();
    }
    const [shard, ...others] = left;
    if (shard === undefined) return;
    const limit = Math.min(PAGE_SIZE, intake.free);
    const page = await head(from, [shard], limit, cursors.get(shard));
    intake.take(page);
    const last = page.at(-1);
    if (last !== undefined) cursors.set(shard, { rank: last.job.rank, id: last.job.id });
    left = page.length < limit ? others : [...others, shard];
  }
}
