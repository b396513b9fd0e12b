import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Duty } from '@/lib/queue/cluster/duty';
import { DistributedLock } from '@/lib/queue/locks/distributed-lock';
import { lockCleanup } from '@/lib/queue/locks/lock-cleanup';
import { type LockedOutcome, withLock } from '@/lib/queue/locks/with-lock';
import type { ClusterStore } from '@/lib/queue/ports/cluster-store';
import { StoreUnavailable } from '@/lib/queue/ports/job-store';
import { sleep } from '@/lib/queue/sleep';
import { createMemoryClusterStore } from '@/lib/stores/memory/cluster-store';

import { CALM, throughNetwork } from '../../simulation/faults';
import { Process } from '../../simulation/process';
import { Random } from '../../simulation/random';
import { VirtualTime } from '../../simulation/virtual-time';
import { inTime, ownedEngine, pass, settle } from './owned-engine';

const TTL_MS = 3_000;
const HOUR_MS = 60 * 60_000;

function house(cluster: ClusterStore = createMemoryClusterStore()) {
  const time = new VirtualTime();
  const engine = (name: string) => ownedEngine({ time, name, cluster });
  const lock = (holder: string) =>
    new DistributedLock(engine(holder), { name: 'nightly', holder, ttlMs: TTL_MS });
  return { time, cluster, engine, lock };
}

/** Something that many may write to, and that takes only what carries no older fence. */
class FencedResource {
  readonly written: { fence: number; by: string }[] = [];

  write(by: string, fence: number): void {
    const newest = this.written.at(-1)?.fence ?? 0;
    if (fence >= newest) this.written.push({ fence, by });
  }
}

describe('a distributed lock', () => {
  it('gives a fence that grows from holder to holder, whatever the holders’ clocks say', async () => {
    const { time, cluster } = house();
    const fences: number[] = [];
    for (const skewMs of [0, 60_000, -60_000, 5, -5]) {
      const process = new Process(`skew ${skewMs}`, time, new Random(1), skewMs);
      const claim = { name: 'nightly', holder: process.name, ttlMs: TTL_MS };
      const one = new DistributedLock({ cluster, clock: process.clock }, claim);
      fences.push((await one.acquire()) ?? 0);
      await one.release();
    }
    expect([...new Set(fences)].sort((a, b) => a - b)).toEqual(fences);
  });

  it('expires for its holder no later than another may take it', async () => {
    const { time, lock } = house();
    const [a, b] = [lock('a'), lock('b')];
    await a.acquire();
    expect(await b.acquire()).toBeNull();
    await pass(time, TTL_MS - 1);
    expect(await b.acquire()).toBeNull();
    expect(a.expiresAt).toBeGreaterThan(time.now);
    await pass(time, 1);
    expect(a.expiresAt).toBe(time.now);
    expect(await b.acquire()).toBeGreaterThan(0);
    expect(await a.renew()).toBeNull();
    expect(a.expiresAt).toBeNull();
  });

  it('is still its holder’s after a renewal that was applied and not answered', async () => {
    const memory = createMemoryClusterStore();
    let lose = false;
    const { lock } = house({
      ...memory,
      writeLock: async (...args) => {
        const outcome = await memory.writeLock(...args);
        if (lose) throw new StoreUnavailable('no answer');
        return outcome;
      },
    });
    const one = lock('a');
    const fence = await one.acquire();
    lose = true;
    await expect(one.renew()).rejects.toThrow('no answer');
    lose = false;
    expect(await one.renew()).toBe(fence);
  });
});

describe('withLock', () => {
  it('runs the work, renews as long as it takes, and lets go', async () => {
    const { time, engine, cluster } = house();
    const running = withLock(engine('a'), 'nightly', { owner: 'a', ttlMs: TTL_MS }, async () => {
      await time.wait(10 * TTL_MS);
      return 'done';
    });
    await pass(time, 9 * TTL_MS);
    const other = withLock(engine('b'), 'nightly', { owner: 'b', ttlMs: TTL_MS }, async () => 1);
    expect(await inTime(time, other)).toEqual({ ok: false, reason: 'held' });
    expect(await inTime(time, running)).toEqual({ ok: true, value: 'done' });
    expect((await cluster.readLock('nightly'))?.lock.released).toBe(true);
  });

  it('waits for its turn when it is told to', async () => {
    const { time, engine } = house();
    const order: string[] = [];
    const run = (name: string) =>
      withLock(
        engine(name),
        'nightly',
        { owner: name, ttlMs: TTL_MS, waitMs: 60_000 },
        async () => {
          order.push(`${name} begins`);
          await time.wait(4_000);
          order.push(`${name} ends`);
        },
      );
    await inTime(time, Promise.all([run('a'), run('b'), run('c')]));
    expect(order).toHaveLength(6);
    for (const at of [0, 2, 4]) {
      expect(order[at + 1]).toBe(order[at]?.replace('begins', 'ends'));
    }
  });

  it('aborts the work of a holder whose lock was taken while it stood still', async () => {
    const { time, engine } = house();
    const paused = engine('a');
    let aborted = false;
    const running = withLock(paused, 'nightly', { owner: 'a', ttlMs: TTL_MS }, async (signal) => {
      await sleep(paused.clock, 60_000, signal);
      aborted = signal.aborted;
      return 'too late';
    });
    await settle();
    paused.process.pause(5 * TTL_MS);
    const other = withLock(
      engine('b'),
      'nightly',
      { owner: 'b', ttlMs: TTL_MS, waitMs: 60_000 },
      async () => time.now,
    );
    const taken = await inTime(time, other);
    expect(taken.ok && taken.value).toBeLessThan(5 * TTL_MS);
    expect(await inTime(time, running)).toEqual({ ok: false, reason: 'lost' });
    expect(aborted).toBe(true);
    expect(time.now).toBeLessThan(6 * TTL_MS);
  });

  it('aborts by the holder’s own clock when the store does not answer', async () => {
    const memory = createMemoryClusterStore();
    let away = false;
    const { time, engine } = house({
      ...memory,
      writeLock: (...args) =>
        away ? Promise.reject(new StoreUnavailable('away')) : memory.writeLock(...args),
    });
    let abortedAt = 0;
    const running = withLock(
      engine('a'),
      'nightly',
      { owner: 'a', ttlMs: TTL_MS },
      async (signal) => {
        signal.addEventListener('abort', () => (abortedAt = time.now));
        await time.wait(60_000);
      },
    );
    await settle();
    away = true;
    expect(await inTime(time, running)).toEqual({ ok: false, reason: 'lost' });
    expect(abortedAt).toBe(TTL_MS);
  });

  it('throws what the work throws, and lets go', async () => {
    const { time, engine, cluster } = house();
    const failing = withLock(engine('a'), 'nightly', { owner: 'a', ttlMs: TTL_MS }, () =>
      Promise.reject(new Error('the work failed')),
    );
    await expect(inTime(time, failing)).rejects.toThrow('the work failed');
    expect((await cluster.readLock('nightly'))?.lock.released).toBe(true);
  });

  it('never lets two hold it at once but one that stands still, and the fence refuses that one', async () => {
    let times = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 - 1 }), async (seed) => {
        const { wrong, held } = await contend(seed);
        expect(wrong).toEqual([]);
        times += held;
      }),
      // One that stands still while its lock is written wakes up when another has it.
      { numRuns: 60, examples: [[1_788_804_520]] },
    );
    expect(times).toBeGreaterThan(60);
  });
});

/** Some processes, which pause and whose store fails, want one lock again and again. @returns what went wrong, and how often it was held to the end */
async function contend(seed: number): Promise<{ wrong: string[]; held: number }> {
  const time = new VirtualTime();
  const random = new Random(seed);
  const cluster = createMemoryClusterStore();
  const resource = new FencedResource();
  const holding = new Map<string, () => boolean>();
  const wrong: string[] = [];
  const outcomes: LockedOutcome<void>[] = [];
  const storm = { ...CALM, fails: 0.1, answerLost: 0.1, slow: 0.02 };

  const contender = async (name: string): Promise<void> => {
    const process = new Process(name, time, random.fork(), random.between(-2_000, 2_000));
    const engine = {
      ...ownedEngine({ time, name }),
      clock: process.clock,
      entropy: process.entropy,
      cluster: throughNetwork(cluster, process, () => storm),
    };
    for (let turn = 0; turn < 4; turn++) {
      await process.wait(random.between(0, 4_000));
      if (random.chance(0.5)) {
        time.timer(random.between(0, 3_000), () => process.pause(random.between(100, 9_000)));
      }
      const request = { owner: name, ttlMs: TTL_MS, waitMs: 20_000 };
      const locked = withLock(engine, 'one', request, async (signal, fence) => {
        for (const [other, held] of holding) {
          if (held()) wrong.push(`${name} and ${other} hold the lock at ${time.now}`);
        }
        holding.set(name, () => !signal.aborted && !process.paused);
        for (let step = 0; step < 5 && !signal.aborted; step++) {
          resource.write(name, fence);
          await process.wait(random.between(10, 1_500));
        }
        holding.delete(name);
      });
      await locked.then(
        (outcome) => outcomes.push(outcome),
        (error: unknown) => {
          if (!(error instanceof StoreUnavailable)) wrong.push(String(error));
        },
      );
    }
  };

  await inTime(time, Promise.all(['a', 'b', 'c'].map(contender)));
  const { written } = resource;
  written.slice(1).forEach(({ fence, by }, at) => {
    const before = written[at];
    if (before === undefined) return;
    if (fence < before.fence || (fence === before.fence && by !== before.by)) {
      wrong.push(`${by} wrote with ${fence} after ${before.by} with ${before.fence}`);
    }
  });
  return { wrong, held: outcomes.filter(({ ok }) => ok).length };
}

describe('the clean-up of locks', () => {
  const runEvery = async (time: VirtualTime, duty: Duty, ms: number, until: number) => {
    while (time.now < until) {
      await duty.run(1, []);
      await pass(time, ms);
    }
  };

  it('deletes what was let go and what was abandoned, after an hour, and nothing that is held', async () => {
    const { time, lock, engine, cluster } = house();
    const held = new DistributedLock(engine('c'), { name: 'held', holder: 'c', ttlMs: HOUR_MS });
    const left = new DistributedLock(engine('b'), { name: 'left', holder: 'b', ttlMs: TTL_MS });
    const released = lock('a');
    await Promise.all([held.acquire(), left.acquire(), released.acquire()]);
    await released.release();
    const duty = lockCleanup(engine('leader'));
    await runEvery(time, duty, 60_000, HOUR_MS - 60_000);
    expect(await cluster.locks()).toHaveLength(3);
    await held.renew();
    await runEvery(time, duty, 60_000, HOUR_MS + 3 * 60_000);
    expect((await cluster.locks()).map(({ name }) => name)).toEqual(['held']);
  });

  it('leaves the next holder a higher fence', async () => {
    const { time, lock, engine, cluster } = house();
    const first = lock('a');
    const fence = (await first.acquire()) ?? Infinity;
    await first.release();
    await runEvery(time, lockCleanup(engine('leader')), 60_000, HOUR_MS + 3 * 60_000);
    expect(await cluster.readLock('nightly')).toBeNull();
    expect(await lock('b').acquire()).toBeGreaterThan(fence);
  });
});
