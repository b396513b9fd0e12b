import { describe, expect, it } from 'vitest';

import { Leadership } from '@/lib/queue/cluster/leadership';
import { StoreUnavailable } from '@/lib/queue/ports/job-store';
import type { ClusterStore } from '@/lib/queue/ports/cluster-store';
import { createMemoryClusterStore } from '@/lib/stores/memory/cluster-store';

import { VirtualTime } from '../../simulation/virtual-time';
import { ownedEngine, pass } from './owned-engine';

const TTL_MS = 10_000;

function processes(names: readonly string[], cluster: ClusterStore = createMemoryClusterStore()) {
  const time = new VirtualTime();
  const leaderships = names.map(
    (name) => new Leadership(ownedEngine({ time, name, cluster }), name, TTL_MS),
  );
  return { time, cluster, leaderships };
}

async function leaderOf(cluster: ClusterStore): Promise<string | undefined> {
  return (await cluster.readLock('leader'))?.lock.holder;
}

describe('leadership', () => {
  it('is one process’s, as long as it renews', async () => {
    const { time, leaderships } = processes(['a', 'b']);
    const [a, b] = leaderships;
    const fence = await a?.tick();
    expect(fence).toBeGreaterThan(0);
    for (let i = 0; i < 20; i++) {
      expect(await a?.tick()).toBe(fence);
      expect(await b?.tick()).toBeNull();
      await pass(time, TTL_MS / 2);
    }
  });

  it('goes to one of many who ask at once', async () => {
    const { leaderships } = processes(['a', 'b', 'c', 'd']);
    const fences = await Promise.all(leaderships.map((leadership) => leadership.tick()));
    expect(fences.filter((fence) => fence !== null)).toHaveLength(1);
  });

  it('is taken over only when the observer itself saw the lock stand still for its time', async () => {
    const { time, cluster, leaderships } = processes(['a', 'b']);
    const [a, b] = leaderships;
    const fence = await a?.tick();
    await pass(time, 10 * TTL_MS);
    // The holder may have renewed the moment before this first look.
    expect(await b?.tick()).toBeNull();
    await pass(time, TTL_MS - 1);
    expect(await b?.tick()).toBeNull();
    await pass(time, 1);
    expect(await b?.tick()).toBeGreaterThan(fence ?? Infinity);
    expect(await leaderOf(cluster)).toBe('b');
  });

  it('is lost to a paused leader, who finds out at its next renewal', async () => {
    const { time, leaderships } = processes(['a', 'b']);
    const [a, b] = leaderships;
    await a?.tick();
    await b?.tick();
    await pass(time, TTL_MS);
    const fence = await b?.tick();
    expect(fence).toBeGreaterThan(0);
    expect(await a?.tick()).toBeNull();
    expect(await b?.tick()).toBe(fence);
  });

  it('passes on at once when the leader resigns, with a higher fence', async () => {
    const { leaderships } = processes(['a', 'b']);
    const [a, b] = leaderships;
    const fence = await a?.tick();
    expect(await b?.tick()).toBeNull();
    await a?.resign();
    expect(await b?.tick()).toBeGreaterThan(fence ?? Infinity);
    expect(await a?.tick()).toBeNull();
  });

  it('is not given up by one who does not lead', async () => {
    const { cluster, leaderships } = processes(['a', 'b']);
    const [a, b] = leaderships;
    const fence = await a?.tick();
    await b?.resign();
    expect(await leaderOf(cluster)).toBe('a');
    expect(await a?.tick()).toBe(fence);
  });

  it('is kept through a write that was applied but not answered', async () => {
    const cluster = createMemoryClusterStore();
    let lose = false;
    const { leaderships } = processes(['a', 'b'], {
      ...cluster,
      writeLock: async (...args) => {
        const outcome = await cluster.writeLock(...args);
        if (lose) throw new StoreUnavailable('no answer');
        return outcome;
      },
    });
    const [a, b] = leaderships;
    lose = true;
    await expect(a?.tick()).rejects.toThrow('no answer');
    lose = false;
    expect(await b?.tick()).toBeNull();
    const fence = await a?.tick();
    expect(fence).toBeGreaterThan(0);
    lose = true;
    await expect(a?.tick()).rejects.toThrow('no answer');
    lose = false;
    expect(await a?.tick()).toBe(fence);
    expect(await b?.tick()).toBeNull();
  });
});
