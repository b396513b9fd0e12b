import type { Engine } from '../engine';
import type { StoredJob } from '../ports/job-store';
import { sleep } from '../sleep';
import type { Bell } from './bell';
import type { Intake } from './intake';
import { type ShardPage, ShardPages } from './shard-pages';

/** At most so many jobs of one pull. */
export const PAGE_SIZE = 400;

/** From so many slots on, throughput counts for more than the exact order between shards. */
export const WIDE = 32;

/** With room for many, slots that free one by one are gathered this long into one pull. Milliseconds. */
const GATHER_MS = 4;

/** A page that was not claimed by then is read again: the queue's order may be another by now. Milliseconds. */
const AT_HAND_MS = 1_000;

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

/** Few slots: each free one takes the first job of all shards. Ends when a page comes back short. */
export async function pullInOrder(from: PullFrom): Promise<void> {
  const { engine, queue, intake, wake, stopped } = from;
  while (!stopped.aborted) {
    const limit = intake.free;
    if (limit === 0) {
      intake.wants(true);
      await wake.wait();
      continue;
    }
    await intake.claimsSettled();
    const page = await engine.jobs.head({ queue, shards: from.shards(), limit });
    intake.take(page);
    if (page.length < limit) return;
  }
}

/**
 * Many slots: a page of each shard in turn, the next one read while this one is claimed. Ids are hashed, so the
 * shards' heads are alike, and a page of one shard is one scan of one index range. Ends when every shard came
 * back short. @returns how many jobs came
 */
export async function pullByShard(from: PullFrom): Promise<number> {
  const { intake, stopped } = from;
  let jobs = 0;
  const pages = new ShardPages(from);
  while (!stopped.aborted) {
    if (!pages.reading) await room(from);
    const page = await pages.next();
    if (page === null) break;
    jobs += page.jobs.length;
    // What the page before brought has ended while this one was read: reading is what holds the jobs up.
    const starved = pages.read > 1 && intake.busy <= intake.slots / 4;
    const rest = intake.take(page.jobs);
    if (page.full && starved) pages.grow();
    await takeRest(from, pages, page, rest);
    void intake.claimsSettled().then(() => pages.settled(page));
  }
  return jobs;
}

/** Takes the rest of a page as slots free, or puts it back. */
async function takeRest(
  { engine, intake, wake, stopped }: PullFrom,
  pages: ShardPages,
  page: ShardPage,
  rest: readonly StoredJob[],
): Promise<void> {
  while (rest.length > 0 && !stopped.aborted) {
    if (rest.length <= page.jobs.length / 2) pages.readAhead();
    intake.wants(true);
    await wake.wait();
    rest = intake.take(rest);
    if (rest.length > 0 && engine.clock.monotonic() - page.cameAt > AT_HAND_MS) {
      pages.putBack(page);
      return;
    }
  }
}

/** Until there is room for a job, and with many slots for several. */
async function room({ engine, intake, wake, stopped }: PullFrom): Promise<void> {
  if (intake.free < Math.min(PAGE_SIZE, intake.slots / 2)) {
    await sleep(engine.clock, GATHER_MS, stopped);
  }
  while (intake.free === 0 && !stopped.aborted) {
    intake.wants(true);
    await wake.wait();
  }
}
