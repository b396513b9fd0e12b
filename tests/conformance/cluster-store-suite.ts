import { describe, expect, it } from 'vitest';

import type {
  ClusterStore,
  LockRecord,
  Members,
  ServerRecord,
} from '@/lib/queue/ports/cluster-store';

import { until } from './observed';
import { sampleServer } from './sample-server';

/** What every store of servers, locks and members must do. `open` answers an empty one. */
export function clusterStoreSuite(name: string, open: () => Promise<ClusterStore>): void {
  describe(`${name}: cluster`, () => {
    const server = (id: string, counter: number): ServerRecord =>
      sampleServer(id, { counter, meanRunMs: { chat: 120 } });
    const lock = (holder: string, fence: number): LockRecord => ({
      holder,
      fence,
      counter: 0,
      ttlMs: 100,
      released: false,
    });

    it('keeps each server’s newest heartbeat', async () => {
      const store = await open();
      await store.heartbeat(server('a', 1));
      await store.heartbeat(server('b', 1));
      await store.heartbeat(server('a', 2));
      const found = await store.servers();
      expect(found.sort((x, y) => (x.id < y.id ? -1 : 1))).toEqual([
        server('a', 2),
        server('b', 1),
      ]);
      await store.removeServer('a');
      await store.removeServer('a');
      expect(await store.servers()).toEqual([server('b', 1)]);
    });

    it('lets one of many take a lock, and only the current version renew it', async () => {
      const store = await open();
      expect(await store.readLock('leader')).toBeNull();
      const tries = await Promise.all(
        ['a', 'b', 'c'].map((holder) => store.writeLock('leader', lock(holder, 1), null)),
      );
      expect(tries.filter((outcome) => outcome.ok)).toHaveLength(1);
      const held = await store.readLock('leader');
      if (held === null) throw new Error('nobody holds the lock');
      const renewed = await store.writeLock('leader', { ...held.lock, counter: 1 }, held.version);
      expect(renewed.ok).toBe(true);
      const late = await store.writeLock('leader', lock('z', 2), held.version);
      expect(late.ok).toBe(false);
    });

    it('lists locks, and deletes one only at the version that was seen', async () => {
      const store = await open();
      expect(await store.locks()).toEqual([]);
      await store.writeLock('a', lock('x', 1), null);
      await store.writeLock('b', lock('y', 7), null);
      const found = await store.locks();
      expect(found.map(({ name, lock: one }) => [name, one.fence]).sort()).toEqual([
        ['a', 1],
        ['b', 7],
      ]);
      const seen = found.find(({ name }) => name === 'a');
      if (seen === undefined) throw new Error('a lock is missing');
      const renewed = await store.writeLock('a', { ...seen.lock, counter: 1 }, seen.version);
      if (!renewed.ok) throw new Error('not renewed');
      expect(await store.removeLock('a', seen.version)).toEqual({ ok: false, reason: 'conflict' });
      expect((await store.removeLock('a', renewed.version)).ok).toBe(true);
      expect(await store.readLock('a')).toBeNull();
      expect((await store.removeLock('a', renewed.version)).ok).toBe(false);
      expect((await store.locks()).map(({ name }) => name)).toEqual(['b']);
    });

    it('refuses members from an older leader', async () => {
      const store = await open();
      expect(await store.members()).toBeNull();
      const seen = until<Members | null>((observer) => store.watchMembers(observer));
      await seen.match((members) => members === null);
      expect(
        (await store.writeMembers({ serverIds: ['a'], serversByQueue: {}, fence: 2 })).ok,
      ).toBe(true);
      await seen.match((members) => members?.serverIds[0] === 'a');
      expect(await store.writeMembers({ serverIds: ['z'], serversByQueue: {}, fence: 1 })).toEqual({
        ok: false,
        reason: 'conflict',
      });
      expect(
        (
          await store.writeMembers({
            serverIds: ['a', 'b'],
            serversByQueue: { ai: ['b'] },
            fence: 2,
          })
        ).ok,
      ).toBe(true);
      await seen.match((members) => members?.serversByQueue['ai']?.join() === 'b');
      expect(
        (await store.writeMembers({ serverIds: ['b'], serversByQueue: {}, fence: 2 })).ok,
      ).toBe(true);
      expect(await store.members()).toEqual({ serverIds: ['b'], serversByQueue: {}, fence: 2 });
      seen.stop();
    });
  });
}
