import { describe, expect, it } from 'vitest';

import { shardsWonBy } from '@/lib/queue/shard';
import { slotShards } from '@/lib/queue/user-slots';

import { pass } from './owned-engine';
import { house } from './worker-house';

describe('a user’s share', () => {
  it('is not exceeded, and what is beyond it waits its turn while others go on', async () => {
    const { time, start, add, end, job, running } = house({
      queues: { ai_processing: { userConcurrency: 1 } },
    });
    await start('a', { concurrency: { ai_processing: 4 } });
    await add(['a1', 'a2', 'a3'], { userId: 'ann' });
    await add(['b1'], { userId: 'ben' });
    expect([...running.keys()]).toEqual(['a1', 'b1']);
    expect(await job('a2')).toMatchObject({
      state: 'scheduled',
      attempt: 0,
      waiting: { reason: 'user_limit' },
    });
    await end('a1');
    await pass(time, 60_000);
    expect([...running.keys()].filter((id) => id.startsWith('a'))).toHaveLength(1);
    for (const id of ['a2', 'a3']) {
      await end(id);
      await pass(time, 60_000);
    }
    for (const id of ['a1', 'a2', 'a3']) expect((await job(id))?.state).toBe('completed');
  });

  it('is divided among the servers that are alive', async () => {
    const { time, start, add, running } = house({
      queues: { ai_processing: { userConcurrency: 4 } },
    });
    await start('a', { concurrency: { ai_processing: 10 } });
    await start('b', { concurrency: { ai_processing: 10 } });
    await pass(time, 3_000);
    await add(
      Array.from({ length: 40 }, (_, at) => `job-${at}`),
      { userId: 'ann' },
    );
    let most = 0;
    while (time.now < 60_000) {
      await pass(time, 500);
      most = Math.max(most, running.size);
    }
    expect(most).toBe(4);
  });

  it('is in the shards of its slots: a server with room leaves another’s to it, and has room for its own', async () => {
    const limit = 2;
    const names = ['a', 'b'];
    const { time, start, add, end, running } = house({
      queues: { ai_processing: { userConcurrency: limit } },
    });
    const owner = (shard: number) => names.find((id) => shardsWonBy(id, names).includes(shard));
    const slots = (userId: string) => slotShards({ queue: 'ai_processing', userId }, limit);
    const ann = Array.from({ length: 100 }, (_, n) => `user-${n}`).find(
      (userId) => new Set(slots(userId).map(owner)).size === limit,
    );
    if (ann === undefined) throw new Error('one server has all slots of everybody');
    const shard = (name: string) => slots(ann).find((one) => owner(one) === name) ?? 0;
    for (const id of names) await start(id, { concurrency: { ai_processing: 1 } });
    await pass(time, 3_000);
    await add(['busy'], { userId: 'ben', shard: shardsWonBy('a', names)[0] ?? 0 });
    await add(['first'], { userId: ann, shard: shard('a') });
    await pass(time, 20_000);
    expect([...running.keys()]).toEqual(['busy']);
    await add(['second'], { userId: ann, shard: shard('b') });
    await pass(time, 2_000);
    expect([...running.keys()]).toEqual(['busy', 'second']);
    await end('busy');
    await pass(time, 2_000);
    expect([...running.keys()]).toEqual(['second', 'first']);
  });

  it('is with those who have slots for the queue', async () => {
    const { time, start, add, end, job, running } = house({
      queues: { ai_processing: { userConcurrency: 1 } },
    });
    await start('files-only', { concurrency: { ai_processing: 0, file_processing: 2 } });
    await start('ai-only', { concurrency: { ai_processing: 2, file_processing: 0 } });
    await pass(time, 3_000);
    const users = Array.from({ length: 16 }, (_, n) => `user-${n}`);
    for (const userId of users) {
      const user = { queue: 'ai_processing', userId };
      await add([`of-${userId}`], { userId, shard: slotShards(user, 1)[0] ?? 0 });
      await pass(time, 500);
      expect([...running.keys()]).toEqual([`of-${userId}`]);
      await end(`of-${userId}`);
      expect((await job(`of-${userId}`))?.state).toBe('completed');
    }
  });

  it('of one is on one of several servers, and every job comes to that one', async () => {
    const { time, start, add, end, job, running } = house({
      queues: { ai_processing: { userConcurrency: 1 } },
    });
    for (const id of ['a', 'b', 'c']) await start(id, { concurrency: { ai_processing: 4 } });
    await pass(time, 6_000);
    // Submitted while there was no limit: in any shard.
    const ids = Array.from({ length: 6 }, (_, at) => `job-${at}`);
    await add(ids, { userId: 'ann' });
    for (const _ of ids) {
      for (let tries = 0; tries < 100 && running.size === 0; tries++) await pass(time, 10_000);
      await pass(time, 10_000);
      expect(running.size).toBe(1);
      await end([...running.keys()][0] ?? '');
    }
    for (const id of ids) expect((await job(id))?.state).toBe('completed');
  });
});
