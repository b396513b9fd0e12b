import { describe, expect, it } from 'vitest';

import { newSubmitter } from '@/lib/cluster/submitter';

import type { Job } from '@/lib/jobs/job';
import type { WaitReason } from '@/lib/jobs/waiting';
import type { JobStore, PartWrite, StoredJob, Version } from '@/lib/queue/ports/job-store';
import { ALL_SHARDS } from '@/lib/queue/shard';

import { next, until } from './observed';
import { put, sampleJob } from './sample-job';

/** What every store of jobs must do. `open` answers an empty one. */
export function jobStoreSuite(name: string, open: () => Promise<JobStore>): void {
  describe(`${name}: jobs`, () => {
    const lease = (serverId: string): Job['lease'] => ({
      serverId,
      token: `t-${serverId}`,
      until: 9_000,
    });
    const claimPatch = (serverId: string): Partial<Job> => ({
      state: 'processing',
      attempt: 1,
      lease: lease(serverId),
    });
    const head = (store: JobStore, limit = 10): Promise<StoredJob[]> =>
      store.head({ queue: 'ai_processing', shards: ALL_SHARDS, limit });
    const part = (from: number, texts: string[]): PartWrite => ({
      name: 'checkpoint',
      from,
      texts,
      userId: 'ann',
      expireAt: 5_000_000_000_000,
    });
    const must = (stored: StoredJob | null): StoredJob => {
      if (stored === null) throw new Error('the job is missing');
      return stored;
    };

    it('gives back exactly what was created', async () => {
      const store = await open();
      const job = sampleJob('job-one', { title: 'ünï ☃', progress: null, rank: 1_700_000_000_123 });
      const { version } = await put(store, job);
      expect(await store.get('job-one')).toEqual({ job, version });
      expect(await store.get('job-none')).toBeNull();
    });

    it('creates an id once, and the submitter only from the version that was read', async () => {
      const store = await open();
      const submitter = await store.readSubmitter('ann');
      expect(submitter.version).toBeNull();
      const share = {
        submitter: { ...newSubmitter('ann'), shareEnd: 7 },
        version: submitter.version,
      };
      const first = await store.create({ job: sampleJob('job-one'), parts: [], submitter: share });
      expect(first.ok).toBe(true);
      expect((await store.readSubmitter('ann')).submitter.shareEnd).toBe(7);

      const stale = await store.create({ job: sampleJob('job-two'), parts: [], submitter: share });
      expect(stale).toEqual({ ok: false, reason: 'submitter_conflict' });
      expect(await store.get('job-two')).toBeNull();

      const current = await store.readSubmitter('ann');
      const again = await store.create({
        job: sampleJob('job-one'),
        parts: [],
        submitter: current,
      });
      expect(again).toEqual({ ok: false, reason: 'exists' });
      expect(await store.readSubmitter('ann')).toEqual({
        ...current,
        at: expect.any(Number) as number,
      });
    });

    it('applies a write only at its version, and names the next', async () => {
      const store = await open();
      const { version } = await put(store, sampleJob('job-one'));
      const first = await store.write({ id: 'job-one', version, patch: { updatedAt: 2 } });
      expect(first).toMatchObject({ ok: true });
      const late = await store.write({ id: 'job-one', version, patch: { updatedAt: 3 } });
      expect(late).toEqual({ ok: false, reason: 'conflict' });
      const stored = must(await store.get('job-one'));
      expect(stored.job.updatedAt).toBe(2);
      if (first.ok) expect(stored.version).toBe(first.version);
      const gone = await store.write({ id: 'job-none', version, patch: { updatedAt: 3 } });
      expect(gone.ok).toBe(false);
    });

    it('lets a chain of writes go on from version to version', async () => {
      const store = await open();
      let { version } = await put(store, sampleJob('job-one'));
      for (let step = 1; step <= 5; step++) {
        const outcome = await store.write({ id: 'job-one', version, patch: { updatedAt: step } });
        if (!outcome.ok) throw new Error(`step ${step}: ${outcome.reason}`);
        version = outcome.version;
      }
      expect(must(await store.get('job-one')).job.updatedAt).toBe(5);
    });

    it('lets one of many claimers win', async () => {
      const store = await open();
      const { version } = await put(store, sampleJob('job-one'));
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          store.write({ id: 'job-one', version, patch: claimPatch(`server-${i}`) }),
        ),
      );
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
      const winner = outcomes.findIndex((outcome) => outcome.ok);
      expect(must(await store.get('job-one')).job.lease).toEqual(lease(`server-${winner}`));
    });

    it('decides each of many writes that travel together by itself', async () => {
      const store = await open();
      const jobs = await Promise.all(
        Array.from({ length: 30 }, (_, i) =>
          put(store, sampleJob(`job-${i}`, { userId: `u${i}` })),
        ),
      );
      const bogus = '1.000000000' as Version;
      const outcomes = await Promise.all(
        jobs.map(({ job, version }, i) =>
          store.write({
            id: job.id,
            version: i % 3 === 0 ? bogus : version,
            patch: { updatedAt: 77 },
          }),
        ),
      );
      outcomes.forEach((outcome, i) => expect(outcome.ok, `write ${i}`).toBe(i % 3 !== 0));
    });

    it('writes parts with the change they belong to, or not at all', async () => {
      const store = await open();
      const { version } = await put(store, sampleJob('job-one'));
      const first = await store.write({
        id: 'job-one',
        version,
        patch: { checkpoints: 2 },
        parts: [part(0, ['zero', 'one'])],
      });
      if (!first.ok) throw new Error(first.reason);
      const late = await store.write({
        id: 'job-one',
        version,
        patch: { checkpoints: 1 },
        parts: [part(0, ['overwritten'])],
      });
      expect(late).toEqual({ ok: false, reason: 'conflict' });
      const second = await store.write({
        id: 'job-one',
        version: first.version,
        patch: { checkpoints: 3 },
        parts: [part(2, ['two'])],
      });
      expect(second.ok).toBe(true);
      expect(await store.readParts('job-one', 'checkpoint', 3)).toEqual(['zero', 'one', 'two']);
      expect(await store.readParts('job-one', 'checkpoint', 0)).toEqual([]);
      await expect(store.readParts('job-one', 'checkpoint', 4)).rejects.toThrow(/missing/);
    });

    it('orders the head by rank, then id, within the queue and the shards', async () => {
      const store = await open();
      await Promise.all([
        put(store, sampleJob('job-c', { rank: 2, userId: 'a' })),
        put(store, sampleJob('job-b', { rank: 2, userId: 'b' })),
        put(store, sampleJob('job-a', { rank: 3, userId: 'c' })),
        put(store, sampleJob('job-d', { rank: 1, userId: 'd', queue: 'media_processing' })),
        put(store, sampleJob('job-e', { rank: 1, userId: 'e', state: 'scheduled', runAt: 5 })),
      ]);
      expect((await head(store)).map(({ job }) => job.id)).toEqual(['job-b', 'job-c', 'job-a']);
      expect((await head(store, 2)).map(({ job }) => job.id)).toEqual(['job-b', 'job-c']);
      const rest = await store.head({
        queue: 'ai_processing',
        shards: ALL_SHARDS,
        limit: 10,
        after: { rank: 2, id: 'job-b' },
      });
      expect(rest.map(({ job }) => job.id)).toEqual(['job-c', 'job-a']);
      const own = sampleJob('job-b').shard;
      const others = ALL_SHARDS.filter((shard) => shard !== own);
      const without = await store.head({ queue: 'ai_processing', shards: others, limit: 10 });
      expect(without.map(({ job }) => job.id)).not.toContain('job-b');
      expect(await store.countAhead({ queue: 'ai_processing', rank: 3 })).toBe(2);
    });

    it('counts by queue, state and priority, and knows since when the oldest is pending', async () => {
      const store = await open();
      expect(await store.oldestPending('ai_processing')).toBeNull();
      await Promise.all([
        put(store, sampleJob('job-a', { readyAt: 30 })),
        put(store, sampleJob('job-b', { userId: 'b', readyAt: 20, priority: 'low' })),
        put(store, sampleJob('job-c', { userId: 'c', readyAt: 10, state: 'failed' })),
        put(store, sampleJob('job-d', { userId: 'd', readyAt: 10, queue: 'insights' })),
      ]);
      const queues = ['ai_processing', 'insights'];
      expect(await store.count({ queues, state: 'pending' })).toBe(3);
      expect(await store.count({ queues: ['ai_processing'], state: 'pending' })).toBe(2);
      expect(await store.count({ queues, state: 'failed' })).toBe(1);
      expect(await store.count({ queues, state: 'pending', priority: 'low' })).toBe(1);
      expect(await store.oldestPending('ai_processing')).toBe(20);
    });

    it('knows since when the first that its provider holds back could run', async () => {
      const store = await open();
      expect(await store.oldestHeld('ai_processing')).toBeNull();
      const held = (reason: WaitReason, readyAt: number): Partial<Job> => ({
        ...{ state: 'scheduled', runAt: 500, readyAt, userId: `user-${readyAt}` },
        waiting: { reason, until: 400, message: 'Waits.' },
      });
      await Promise.all([
        put(store, sampleJob('job-a', held('provider', 30))),
        put(store, sampleJob('job-b', held('provider', 20))),
        put(store, sampleJob('job-c', held('user_limit', 10))),
        put(store, sampleJob('job-d', { ...held('provider', 5), queue: 'insights' })),
      ]);
      expect(await store.oldestHeld('ai_processing')).toBe(20);
    });

    it('counts those of a queue that wait for one of some reasons', async () => {
      const store = await open();
      const held = (id: string, reason: WaitReason, fields: Partial<Job> = {}) => {
        const waiting = { reason, until: 9, message: 'Waits.' };
        return put(store, sampleJob(id, { userId: id, state: 'scheduled', waiting, ...fields }));
      };
      await Promise.all([
        held('job-a', 'provider'),
        held('job-b', 'backoff'),
        held('job-c', 'children'),
        held('job-d', 'provider', { queue: 'insights' }),
        put(store, sampleJob('job-e', { userId: 'e', state: 'scheduled', runAt: 9 })),
      ]);
      const query = { queues: ['ai_processing'], state: 'scheduled' } as const;
      expect(await store.count({ ...query, waiting: ['provider', 'backoff'] })).toBe(2);
      expect(await store.count({ ...query, waiting: ['user_limit'] })).toBe(0);
      expect(await store.count(query)).toBe(4);
    });

    it('claims from what the head shows, without another read', async () => {
      const store = await open();
      await put(store, sampleJob('job-one'));
      const [seen] = await head(store);
      const { version } = must(seen ?? null);
      const claimed = await store.write({ id: 'job-one', version, patch: claimPatch('s') });
      expect(claimed.ok).toBe(true);
      expect(await head(store)).toEqual([]);
    });

    it('finds what is due, expired, held and retired, and nothing else', async () => {
      const store = await open();
      await Promise.all([
        put(store, sampleJob('due-two', { userId: 'a', state: 'scheduled', runAt: 20 })),
        put(store, sampleJob('due-one', { userId: 'b', state: 'scheduled', runAt: 10 })),
        put(store, sampleJob('not-due', { userId: 'c', state: 'scheduled', runAt: 30 })),
        put(
          store,
          sampleJob('old-lease', {
            userId: 'd',
            state: 'processing',
            lease: { serverId: 's1', token: 't', until: 5 },
          }),
        ),
        put(
          store,
          sampleJob('new-lease', {
            userId: 'e',
            state: 'processing',
            lease: { serverId: 's1', token: 't', until: 50 },
          }),
        ),
        put(
          store,
          sampleJob('other-lease', {
            userId: 'f',
            state: 'processing',
            lease: { serverId: 's2', token: 't', until: 50 },
          }),
        ),
        put(store, sampleJob('retired', { userId: 'g', state: 'completed', expireAt: 15 })),
        put(store, sampleJob('kept', { userId: 'h', state: 'failed', expireAt: 40 })),
        put(store, sampleJob('alive', { userId: 'i', expireAt: 15 })),
      ]);
      const ids = (found: StoredJob[]): string[] => found.map(({ job }) => job.id);
      const at = { shards: ALL_SHARDS, now: 20, limit: 10 };
      expect(ids(await store.due(at))).toEqual(['due-one', 'due-two']);
      expect(ids(await store.expired(at))).toEqual(['old-lease']);
      expect(ids(await store.heldBy('s1', 10)).sort()).toEqual(['new-lease', 'old-lease']);
      expect(ids(await store.retired({ now: 20, limit: 10 }))).toEqual(['retired']);
    });

    it('lists a person’s jobs, newest first, page by page and filtered', async () => {
      const store = await open();
      for (let i = 0; i < 5; i++) {
        const kind = i % 2 === 0 ? 'even' : 'odd';
        await put(
          store,
          sampleJob(`job-${i}`, {
            createdAt: 100 + Math.floor(i / 2),
            kind,
            subjectId: i > 2 ? 's' : null,
          }),
        );
      }
      await put(store, sampleJob('foreign', { userId: 'ben', createdAt: 500 }));
      const ids = (found: StoredJob[]): string[] => found.map(({ job }) => job.id);
      const first = await store.list({ userId: 'ann', limit: 2 });
      expect(ids(first)).toEqual(['job-4', 'job-3']);
      const rest = await store.list({
        userId: 'ann',
        limit: 10,
        before: { createdAt: 101, id: 'job-3' },
      });
      expect(ids(rest)).toEqual(['job-2', 'job-1', 'job-0']);
      expect(ids(await store.list({ userId: 'ann', kinds: ['odd'], limit: 9 }))).toEqual([
        'job-3',
        'job-1',
      ]);
      expect(ids(await store.list({ userId: 'ann', subjectId: 's', limit: 9 }))).toEqual([
        'job-4',
        'job-3',
      ]);
      expect(await store.list({ userId: 'ann', states: ['failed'], limit: 9 })).toEqual([]);
    });

    it('removes a job with all under it, once, and only at its version', async () => {
      const store = await open();
      const created = await put(store, sampleJob('job-one', { state: 'completed' }));
      const written = await store.write({
        id: 'job-one',
        version: created.version,
        patch: { checkpoints: 1 },
        parts: [part(0, ['zero'])],
      });
      expect(written.ok).toBe(true);
      expect((await store.remove(created)).ok).toBe(false);
      const current = must(await store.get('job-one'));
      expect((await store.remove(current)).ok).toBe(true);
      expect(await store.get('job-one')).toBeNull();
      await expect(store.readParts('job-one', 'checkpoint', 1)).rejects.toThrow(/missing/);
    });

    it('rings for a pending job, a cancel and a job’s own changes, and stops when told', async () => {
      const store = await open();
      const pending = until<StoredJob[]>((observer) =>
        store.watchPending({ queue: 'ai_processing', limit: 2 }, observer),
      );
      expect(await pending.match((jobs) => jobs.length === 0)).toEqual([]);
      const created = await put(store, sampleJob('job-one'));
      expect((await pending.match((jobs) => jobs.length === 1))[0]).toEqual(created);
      const { version } = created;
      const claimed = await store.write({ id: 'job-one', version, patch: claimPatch('s1') });
      if (!claimed.ok) throw new Error(claimed.reason);
      await pending.match((jobs) => jobs.length === 0);
      pending.stop();

      const cancels = until<string[]>((observer) => store.watchCancels('s1', observer));
      await cancels.match((ids) => ids.length === 0);
      const patch = { cancelRequestedAt: 5 };
      const stale = await store.write({ id: 'job-one', version, patch, tellServer: 's1' });
      expect(stale.ok).toBe(false);
      const told = await store.write({
        id: 'job-one',
        version: claimed.version,
        patch,
        tellServer: 's1',
      });
      expect(told.ok).toBe(true);
      expect(await cancels.match((ids) => ids.length > 0)).toEqual(['job-one']);
      await store.acknowledgeCancel('s1', 'job-one');
      await cancels.match((ids) => ids.length === 0);
      cancels.stop();

      const seen = await next<StoredJob | null>((o) => store.watchJob('job-one', o));
      expect(seen?.job.cancelRequestedAt).toBe(5);
      expect(await next<StoredJob | null>((o) => store.watchJob('job-none', o))).toBeNull();
    });
  });
}
