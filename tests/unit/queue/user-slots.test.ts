import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ALL_SHARDS, shardsOf, shardsWonBy } from '@/lib/queue/shard';
import { shardFor, slotShards } from '@/lib/queue/user-slots';
import { ShardSlots } from '@/lib/queue/worker/server-slots';
import { UserShare } from '@/lib/queue/worker/user-share';

const servers = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 20 });
const limit = fc.integer({ min: 1, max: 40 });
const user = fc.record({ queue: fc.constant('ai'), userId: fc.string({ minLength: 1 }) });

const slotsOf = (serverId: string, serverIds: readonly string[]): ShardSlots =>
  new ShardSlots(serverId, {
    serversOf: () => serverIds,
    shardsOf: () => shardsOf(serverId, serverIds),
  });

describe('the jobs at once of a user', () => {
  it('are divided among any number of servers so that the shares add up to the limit', () => {
    fc.assert(
      fc.property(servers, limit, user, (serverIds, most, who) => {
        const shares = serverIds.map((id) => slotsOf(id, serverIds).share(who, most));
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(most);
      }),
    );
  });

  it('are in shards whose owners may run them, also when the limit has been raised', () => {
    fc.assert(
      fc.property(servers, limit, limit, user, fc.uuid(), (serverIds, a, b, who, jobId) => {
        const [before, now] = [Math.min(a, b), Math.max(a, b)];
        const shard = shardFor(jobId, who, before);
        expect(slotShards(who, before)).toContain(shard);
        const owner = serverIds.find((id) => shardsWonBy(id, serverIds).includes(shard)) ?? '';
        expect(slotsOf(owner, serverIds).share(who, now)).toBeGreaterThan(0);
      }),
    );
  });

  it('are never exceeded, whichever server is offered a job first, and each job runs', () => {
    const step = fc.record({ server: fc.nat(), ends: fc.boolean() });
    fc.assert(
      fc.property(
        servers,
        limit,
        fc.uniqueArray(fc.uuid(), { maxLength: 60 }),
        fc.array(step, { maxLength: 200 }),
        (serverIds, most, jobIds, steps) => {
          const who = { queue: 'ai', userId: 'ann' };
          const waiting = jobIds.map((id) => ({ id, shard: shardFor(id, who, most) }));
          const house = serverIds.map((id) => ({
            shards: shardsWonBy(id, serverIds),
            share: slotsOf(id, serverIds).share(who, most),
            users: new UserShare(),
          }));
          type Server = (typeof house)[number];
          const running = (): number =>
            house.reduce((sum, { users }) => sum + users.running('ai', 'ann'), 0);
          const offer = ({ users, share }: Server, at: number): boolean => {
            if (at < 0 || users.running('ai', 'ann') >= share) return false;
            users.enter('ai', 'ann');
            waiting.splice(at, 1);
            expect(running()).toBeLessThanOrEqual(most);
            return true;
          };
          for (const { server, ends } of steps) {
            const one = house[server % house.length];
            if (one === undefined) continue;
            if (ends && one.users.running('ai', 'ann') > 0) one.users.leave('ai', 'ann');
            else offer(one, waiting.length - 1);
          }
          // From here each server takes from its own shards alone.
          for (const one of house) {
            const own = (): number => waiting.findIndex(({ shard }) => one.shards.includes(shard));
            while (own() >= 0) if (!offer(one, own())) one.users.leave('ai', 'ann');
          }
          expect(waiting).toEqual([]);
        },
      ),
    );
  });

  it('are in any shard without a limit, and alike for every queue and user with one', () => {
    const shards = (userId: string): number[] => slotShards({ queue: 'ai', userId }, 8);
    expect([...shards('ann')].sort()).toEqual(ALL_SHARDS);
    expect(slotShards({ queue: 'ai', userId: 'ann' }, 3)).toEqual(shards('ann').slice(0, 3));
    const first = Array.from(
      { length: 800 },
      (_, n) => slotShards({ queue: 'ai', userId: `u${n}` }, 1)[0],
    );
    for (const shard of ALL_SHARDS) {
      expect(first.filter((one) => one === shard).length).toBeGreaterThan(60);
    }
  });
});

describe('a server that no leader has named yet', () => {
  it('has no share where others have, and all of it where nobody leads', () => {
    const who = { queue: 'ai', userId: 'ann' };
    const among = (serverIds: readonly string[] | null): ShardSlots =>
      new ShardSlots('new', { serversOf: () => serverIds, shardsOf: () => ALL_SHARDS });
    expect(among(['a', 'b']).share(who, 3)).toBe(0);
    expect(among([]).share(who, 3)).toBe(0);
    expect(among(null).share(who, 3)).toBe(3);
  });
});
