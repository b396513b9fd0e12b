import { describe, expect, it } from 'vitest';

import type { HeadQuery } from '@/lib/queue/ports/job-store';
import { ALL_SHARDS } from '@/lib/queue/shard';
import { Bell } from '@/lib/queue/worker/bell';
import type { Intake } from '@/lib/queue/worker/intake';
import { ShardPages } from '@/lib/queue/worker/shard-pages';
import { createMemoryJobStore } from '@/lib/stores/memory/job-store';

import { put, sampleJob } from '../../conformance/sample-job';
import { ownedEngine, pass } from './owned-engine';

const ANY = 0;

/** Pages over a store of one shard's jobs, whose ranks are given; it notes what is asked of it. */
async function pagesOver(
  ranks: readonly number[],
  options: { shards?: number[]; free?: number } = {},
) {
  const store = createMemoryJobStore();
  const heads: HeadQuery[] = [];
  const head = (query: HeadQuery): ReturnType<typeof store.head> => {
    heads.push(query);
    return store.head(query);
  };
  const engine = ownedEngine({ jobs: { ...store, head } });
  const room = {
    free: options.free ?? 2,
    slots: 8,
    busy: 0,
    claimsSettled: () => Promise.resolve(),
  };
  const add = (rank: number): Promise<unknown> =>
    put(store, sampleJob(`job-${String(rank)}`, { rank, shard: ANY }));
  for (const rank of ranks) await add(rank);
  const pages = new ShardPages({
    engine,
    queue: sampleJob('any').queue,
    intake: room as unknown as Intake,
    wake: new Bell(),
    stopped: new AbortController().signal,
    shards: () => options.shards ?? [ANY],
  });
  const next = async (): Promise<number[] | null> =>
    (await pages.next())?.jobs.map(({ job }) => job.rank) ?? null;
  return { pages, next, heads, add, room, time: engine.time };
}

describe('the pages of a pull', () => {
  it('go on where the last one of the shard stopped while its claims are under way', async () => {
    const { next } = await pagesOver([1, 2, 3, 4, 5]);
    expect(await next()).toEqual([1, 2]);
    expect(await next()).toEqual([3, 4]);
    expect(await next()).toEqual([5]);
    expect(await next()).toBeNull();
  });

  it('begin at the head once the claims are settled: an urgent job comes first', async () => {
    const { pages, next, add } = await pagesOver([11, 12, 13]);
    const page = await pages.next();
    await add(1);
    if (page !== null) pages.settled(page);
    expect(await next()).toEqual([1, 11]);
  });

  it('begin at the head after a second even while they never settle', async () => {
    const { pages, next, add, time } = await pagesOver([11, 12, 13, 14, 15]);
    await pages.next();
    await add(1);
    await pass(time, 1_001);
    expect(await next()).toEqual([1, 11]);
  });

  it('ask every shard once, and each that was full again', async () => {
    const { next, heads } = await pagesOver([1, 2, 3], { shards: [...ALL_SHARDS] });
    while ((await next()) !== null);
    expect(heads.map(({ shards }) => shards[0])).toEqual([...ALL_SHARDS, ANY]);
  });

  it('double when jobs end faster than pages come, up to 2,000', async () => {
    const { pages, heads, next, room } = await pagesOver(
      Array.from({ length: 9_000 }, (_, n) => n),
      {
        free: 500,
      },
    );
    await next();
    for (let i = 0; i < 3; i++) {
      pages.grow();
      await next();
    }
    room.free = 0;
    await next();
    expect(heads.map(({ limit }) => limit)).toEqual([500, 1_000, 2_000, 2_000, 2_000]);
  });

  it('shrink to what is free, and come again from the head, after one was put back', async () => {
    const { pages, heads } = await pagesOver([1, 2, 3, 4, 5, 6, 7]);
    await pages.next();
    pages.grow();
    const large = await pages.next();
    if (large === null) throw new Error('no page');
    pages.putBack(large);
    pages.settled(large);
    const again = await pages.next();
    expect(again?.jobs.map(({ job }) => job.rank)).toEqual([1, 2]);
    expect(heads.map(({ limit }) => limit)).toEqual([2, 4, 2]);
  });
});
