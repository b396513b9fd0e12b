import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { idOfKey } from '@/lib/queue/fingerprint';
import { ALL_SHARDS, SHARD_COUNT, shardOf, shardsOf } from '@/lib/queue/shard';

const serverId = fc.stringMatching(/^worker-[A-Za-z0-9]{4,12}$/);

function serverLists(maxLength: number): fc.Arbitrary<string[]> {
  return fc.uniqueArray(serverId, { minLength: 1, maxLength });
}

/** Who takes each shard. */
function ownersOf(serverIds: readonly string[]): string[][] {
  return ALL_SHARDS.map((shard) =>
    serverIds.filter((id) => shardsOf(id, serverIds).includes(shard)),
  );
}

/** Whether every server won a shard, so that none shares those of others. */
function allWon(serverIds: readonly string[]): boolean {
  return ownersOf(serverIds).flat().length === SHARD_COUNT;
}

describe('shards of servers', () => {
  it('each have somebody, and every server has one at least', () => {
    fc.assert(
      fc.property(serverLists(40), (serverIds) => {
        for (const owners of ownersOf(serverIds)) expect(owners).not.toEqual([]);
        for (const id of serverIds) expect(shardsOf(id, serverIds)).not.toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('have one owner each, but for the two that a server without its own takes a part in', () => {
    fc.assert(
      fc.property(serverLists(SHARD_COUNT), (serverIds) => {
        const taken = ownersOf(serverIds).flat().length;
        const guests = (taken - SHARD_COUNT) / 2;
        expect(Number.isInteger(guests)).toBe(true);
        expect(guests).toBeLessThan(serverIds.length);
        if (guests > 0) return;
        for (const owners of ownersOf(serverIds)) expect(owners).toHaveLength(1);
      }),
    );
  });

  it('stay where they are when another server leaves or comes', () => {
    fc.assert(
      fc.property(serverLists(4), serverId, (serverIds, newcomer) => {
        fc.pre(!serverIds.includes(newcomer) && allWon(serverIds));
        const more = [...serverIds, newcomer];
        fc.pre(allWon(more));
        const gained = shardsOf(newcomer, more);
        for (const id of serverIds) {
          const before = shardsOf(id, serverIds);
          expect(shardsOf(id, more)).toEqual(before.filter((shard) => !gained.includes(shard)));
        }
      }),
    );
  });

  it('do not depend on the order of the list', () => {
    fc.assert(
      fc.property(serverLists(12), (serverIds) => {
        const turned = [...serverIds].reverse();
        for (const id of serverIds) expect(shardsOf(id, turned)).toEqual(shardsOf(id, serverIds));
      }),
    );
  });

  it('all belong to a server that is alone', () => {
    expect(shardsOf('worker-a', ['worker-a'])).toEqual(ALL_SHARDS);
  });

  it('are shared out evenly among servers, over many clusters', () => {
    const clusters = 1_000;
    let first = 0;
    for (let i = 0; i < clusters; i++) {
      first += shardsOf(`a${i}`, [`a${i}`, `b${i}`]).length;
    }
    expect(first / clusters).toBeGreaterThan(SHARD_COUNT / 2 - 0.3);
    expect(first / clusters).toBeLessThan(SHARD_COUNT / 2 + 0.3);
  });
});

describe('shards of jobs', () => {
  const COUNT = 8_000;

  it.each([
    ['numbered ids', (i: number) => `job-${i}`],
    ['ids made of keys', (i: number) => idOfKey('ann', `key-${i}`)],
  ])('spread evenly over %s', (_, idOf) => {
    const counts = ALL_SHARDS.map(() => 0);
    for (let i = 0; i < COUNT; i++) {
      const shard = shardOf(idOf(i));
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    const mean = COUNT / SHARD_COUNT;
    for (const count of counts) expect(Math.abs(count - mean) / mean).toBeLessThan(0.15);
  });

  it('are one of the shards that there are, for any id', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        expect(ALL_SHARDS).toContain(shardOf(id));
      }),
    );
  });
});
