import { describe, expect, it } from 'vitest';

import type { Job } from '@/lib/jobs/job';
import type { HeadQuery, JobStore } from '@/lib/queue/ports/job-store';
import { StoreUnavailable } from '@/lib/queue/ports/job-store';
import { ALL_SHARDS, shardOf } from '@/lib/queue/shard';
import type { Work } from '@/lib/queue/work';
import { Admission } from '@/lib/queue/worker/admission';
import { Feed } from '@/lib/queue/worker/feed';
import { Runner } from '@/lib/queue/worker/runner';
import { ONE_OF_EACH_USER } from '@/lib/queue/worker/server-slots';
import { SlotPool } from '@/lib/queue/worker/slot-pool';
import { createMemoryJobStore } from '@/lib/stores/memory/job-store';

import { put, sampleJob } from '../../conformance/sample-job';
import { echoKind, ownedEngine, pass, settle } from './owned-engine';

/** A feed over a store that notes what is asked of it; jobs end when the test lets them. */
function bench(
  slots: number,
  options: { jobs?: JobStore; shards?: readonly number[]; earlyMs?: number } = {},
) {
  const store = options.jobs ?? createMemoryJobStore();
  const heads: HeadQuery[] = [];
  let listeners = 0;
  let subscriptions = 0;
  const jobs: JobStore = {
    ...store,
    head: (query) => {
      heads.push(query);
      return store.head(query);
    },
    watchPending: (query, observer) => {
      listeners += 1;
      subscriptions += 1;
      const stop = store.watchPending(query, observer);
      return () => {
        listeners -= 1;
        stop();
      };
    },
  };
  const engine = ownedEngine({ jobs, earlyMs: options.earlyMs ?? 0 });
  const ran: string[] = [];
  const ends: (() => void)[] = [];
  let endAtOnce = false;
  const work: Work = {
    kind: echoKind,
    run: async (_, { job }) => {
      ran.push(job.id);
      if (!endAtOnce) await new Promise<void>((resolve) => ends.push(resolve));
      return { text: 'done' };
    },
  };
  const runner = new Runner(engine, 's', [work]);
  const pool = new SlotPool({ ai_processing: { slots, priority: 1 } });
  const admission = new Admission(engine, runner, ONE_OF_EACH_USER);
  const feed = new Feed(engine, { runner, pool, admission }, 'ai_processing');
  const running = feed.run();
  feed.assign(options.shards ?? ALL_SHARDS);
  return {
    engine,
    feed,
    heads,
    ran,
    running,
    listening: () => listeners,
    subscriptions: () => subscriptions,
    add: (id: string, fields: Partial<Job> = {}) =>
      put(store, sampleJob(id, { kind: 'echo', input: '{"text":"x"}', ...fields })),
    endOne: () => ends.shift()?.(),
    endAll: () => {
      endAtOnce = true;
      for (const end of ends.splice(0)) end();
    },
  };
}

describe('a feed', () => {
  it('listens while there is nothing to do, and asks for nothing', async () => {
    const { engine, heads, listening } = bench(2);
    await settle();
    expect(listening()).toBe(1);
    const asked = heads.length;
    await pass(engine.time, 60_000);
    expect(heads).toHaveLength(asked);
  });

  it('claims a job that the bell showed, without asking for it', async () => {
    const { heads, add, ran } = bench(2);
    await settle();
    const asked = heads.length;
    await add('job-one');
    await settle();
    expect(ran).toEqual(['job-one']);
    expect(heads).toHaveLength(asked);
  });

  it('neither listens nor asks while every slot is taken', async () => {
    const { engine, heads, add, listening, ran } = bench(2);
    for (let i = 0; i < 5; i++) await add(`job-${i}`, { rank: i });
    await settle();
    expect(ran).toEqual(['job-0', 'job-1']);
    expect(listening()).toBe(0);
    const asked = heads.length;
    await pass(engine.time, 60_000);
    expect(heads).toHaveLength(asked);
  });

  it('takes the next in order as slots free, until nothing is left, then listens', async () => {
    const { feed, add, ran, endOne, endAll, listening } = bench(2, { shards: [] });
    for (let i = 0; i < 6; i++) await add(`job-${i}`, { rank: 100 - i });
    feed.assign(ALL_SHARDS);
    await settle();
    endOne();
    await settle();
    expect(ran).toEqual(['job-5', 'job-4', 'job-3']);
    endAll();
    await settle();
    await settle();
    expect(ran).toEqual(['job-5', 'job-4', 'job-3', 'job-2', 'job-1', 'job-0']);
    expect(listening()).toBe(1);
  });

  it('with many slots pulls shard by shard, and runs every job once', async () => {
    const { engine, add, ran, endAll } = bench(40);
    for (let i = 0; i < 200; i++) await add(`job-${i}`, { rank: i });
    endAll();
    await pass(engine.time, 5_000);
    expect(new Set(ran).size).toBe(200);
    expect(ran).toHaveLength(200);
  });

  it.each([0, 0.9])(
    'leaves jobs of other servers’ shards to them, and helps when they stay (timers %s ms early)',
    async (earlyMs) => {
      const own = ALL_SHARDS.slice(0, 4);
      const { engine, add, ran } = bench(2, { shards: own, earlyMs });
      await settle();
      const foreign = Array.from({ length: 50 }, (_, i) => `job-${i}`).find(
        (id) => !own.includes(shardOf(id)),
      );
      if (foreign === undefined) throw new Error('all shards are own');
      await add(foreign);
      await settle();
      expect(ran).toEqual([]);
      await pass(engine.time, 149);
      expect(ran).toEqual([]);
      await pass(engine.time, 151);
      expect(ran).toEqual([foreign]);
    },
  );

  it('finds its own job behind others’ that fill the bell', async () => {
    const own = ALL_SHARDS.slice(0, 4);
    const ids = Array.from({ length: 99 }, (_, i) => `job-${String(i).padStart(2, '0')}`);
    const foreign = ids.filter((id) => !own.includes(shardOf(id))).slice(0, 2);
    const mine = ids.filter((id) => own.includes(shardOf(id))).at(-1) ?? '';
    const { engine, add, ran } = bench(3, { shards: own });
    await settle();
    for (const id of foreign) await add(id, { rank: 1 });
    await add(mine, { rank: 2 });
    await pass(engine.time, 300);
    expect(ran).toContain(mine);
    await pass(engine.time, 900);
    expect([...ran].sort()).toEqual([...foreign, mine].sort());
  });

  it('takes the shards that it is given later', async () => {
    const [first = 0] = ALL_SHARDS;
    const { feed, add, ran, heads } = bench(2, { shards: [first] });
    await settle();
    feed.assign(ALL_SHARDS);
    await add('job-one');
    await settle();
    expect(ran).toEqual(['job-one']);
    expect(heads.at(-1)?.shards).toEqual(ALL_SHARDS);
  });

  it('finds at a nudge what no bell told of', async () => {
    const store = createMemoryJobStore();
    const deaf: JobStore = { ...store, watchPending: () => () => undefined };
    const { feed, add, ran } = bench(2, { jobs: deaf });
    await settle();
    await add('job-one');
    await settle();
    expect(ran).toEqual([]);
    feed.nudge();
    await settle();
    expect(ran).toEqual(['job-one']);
  });

  it('listens anew after its listener ended', async () => {
    const store = createMemoryJobStore();
    let end = (): void => undefined;
    const { engine, add, ran, subscriptions } = bench(2, {
      jobs: {
        ...store,
        watchPending: (query, observer) => {
          end = () => observer.error(new StoreUnavailable('the listener ended'));
          return store.watchPending(query, observer);
        },
      },
    });
    await settle();
    end();
    await pass(engine.time, 2_000);
    expect(subscriptions()).toBe(2);
    await add('job-one');
    await settle();
    expect(ran).toEqual(['job-one']);
  });

  it('asks no faster for a listener that is refused each time', async () => {
    const store = createMemoryJobStore();
    const { engine, add, ran, subscriptions, heads } = bench(2, {
      jobs: {
        ...store,
        watchPending: (query, observer) => {
          const stop = store.watchPending(query, observer);
          engine.time.timer(1, () => observer.error(new StoreUnavailable('refused')));
          return stop;
        },
      },
    });
    await pass(engine.time, 10_000);
    expect(subscriptions()).toBeLessThanOrEqual(11);
    expect(heads.length).toBeLessThanOrEqual(12);
    await add('job-one');
    await pass(engine.time, 2_000);
    expect(ran).toEqual(['job-one']);
  });

  it('goes on after the store was away', async () => {
    const store = createMemoryJobStore();
    let away = 3;
    const { engine, add, ran } = bench(2, {
      jobs: {
        ...store,
        head: (query) =>
          away-- > 0 ? Promise.reject(new StoreUnavailable('away')) : store.head(query),
      },
    });
    await add('job-one');
    await settle();
    expect(ran).toEqual([]);
    await pass(engine.time, 5_000);
    expect(ran).toEqual(['job-one']);
  });

  it('takes nothing any more once it is stopped; what runs goes on', async () => {
    const { feed, add, ran, running, endAll, listening } = bench(2);
    await add('job-one');
    await settle();
    feed.stop();
    await running;
    await add('job-two');
    await settle();
    expect(ran).toEqual(['job-one']);
    expect(feed.busy).toBe(1);
    expect(listening()).toBe(0);
    endAll();
    await settle();
    expect(feed.busy).toBe(0);
  });
});
