import { describe, expect, it } from 'vitest';

import type { Job } from '@/lib/jobs/job';
import {
  type JobStore,
  type PartWrite,
  type StoredJob,
  StoreUnavailable,
  type Version,
} from '@/lib/queue/ports/job-store';

import { put, sampleJob } from './sample-job';

const PARENT = 'parent-1';

const parentJob = (fields: Partial<Job> = {}): Job =>
  sampleJob(PARENT, {
    state: 'scheduled',
    waiting: { reason: 'children', until: null, message: 'Waits.' },
    children: { total: 3, ended: 0, failed: 0 },
    ...fields,
  });

const childJob = (id: string): Job =>
  sampleJob(id, {
    state: 'processing',
    flow: { parentId: PARENT, index: 0, nextId: null, held: false },
  });

/** Writes that meet at one document may be turned away, to be sent again. */
async function untilAnswered<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }
}

/** What every store must do with a change that takes others along. */
export function alongsideSuite(name: string, open: () => Promise<JobStore>): void {
  describe(`${name}: changes that travel together`, () => {
    const part: PartWrite = {
      name: 'input',
      from: 0,
      texts: ['{"large":true}'],
      userId: 'ann',
      expireAt: 5_000_000_000_000,
    };
    const must = (stored: StoredJob | null): StoredJob => {
      if (stored === null) throw new Error('the job is missing');
      return stored;
    };

    it('create jobs with the change they belong to, or not at all', async () => {
      const store = await open();
      const { version } = await put(store, sampleJob(PARENT));
      const create = [
        { job: sampleJob('child-1', { input: null, inputParts: 1 }), parts: [part] },
        { job: sampleJob('child-2'), parts: [] },
      ];
      const alongside = { create };
      const stale = await store.write({
        id: PARENT,
        version: '1.000001000' as Version,
        patch: { state: 'scheduled' },
        alongside,
      });
      expect(stale).toEqual({ ok: false, reason: 'conflict' });
      expect(await store.get('child-1')).toBeNull();

      const patch = { state: 'scheduled' } as const;
      const outcome = await store.write({ id: PARENT, version, patch, alongside });
      expect(outcome.ok).toBe(true);
      expect((await store.get('child-2'))?.job).toEqual(sampleJob('child-2'));
      expect(await store.readParts('child-1', 'input', 1)).toEqual(part.texts);
    });

    it('are refused when a job that is to begin is there already', async () => {
      const store = await open();
      const { version } = await put(store, sampleJob(PARENT));
      await put(store, sampleJob('child-1', { title: 'first' }));
      const create = [
        { job: sampleJob('child-0'), parts: [] },
        { job: sampleJob('child-1'), parts: [] },
      ];
      expect(
        await store.write({ id: PARENT, version, patch: { title: 'new' }, alongside: { create } }),
      ).toEqual({ ok: false, reason: 'conflict' });
      expect((await store.get(PARENT))?.job.title).toBe('a job');
      expect(await store.get('child-0')).toBeNull();
    });

    it('change other jobs, each only at its version', async () => {
      const store = await open();
      const parent = await put(store, sampleJob(PARENT));
      const first = await put(store, sampleJob('child-1'));
      const second = await put(store, sampleJob('child-2'));
      const patch = { title: 'changed' };
      const others = [first, second].map(({ job, version }) => ({ id: job.id, version, patch }));
      const done = await store.write({ ...parent, id: PARENT, patch, alongside: { others } });
      expect(done.ok).toBe(true);
      expect((await store.get('child-2'))?.job.title).toBe('changed');

      const { version } = must(await store.get(PARENT));
      const again = { title: 'again' };
      const stale = others.map((other) => ({ ...other, patch: again }));
      expect(
        await store.write({ id: PARENT, version, patch: again, alongside: { others: stale } }),
      ).toEqual({ ok: false, reason: 'conflict' });
      expect((await store.get(PARENT))?.job.title).toBe('changed');
    });

    it('charge a submitter, only at the version that was seen, or change nothing', async () => {
      const store = await open();
      const { version } = await put(store, sampleJob(PARENT));
      const seen = await store.readSubmitter('ann');
      const patch = { title: 'changed' };
      const charge = (shareEnd: number) => ({
        submitter: { submitter: { ...seen.submitter, shareEnd }, version: seen.version },
      });
      const done = await store.write({ id: PARENT, version, patch, alongside: charge(7) });
      if (!done.ok) throw new Error(done.reason);
      const after = await store.readSubmitter('ann');
      expect(after.submitter).toEqual({ ...seen.submitter, shareEnd: 7 });
      expect(after.version).not.toBe(seen.version);

      const late = { title: 'late' };
      const stale = { id: PARENT, version: done.version, patch: late, alongside: charge(8) };
      expect(await store.write(stale)).toEqual({ ok: false, reason: 'conflict' });
      expect(must(await store.get(PARENT)).job.title).toBe('changed');
      expect((await store.readSubmitter('ann')).submitter.shareEnd).toBe(7);
    });

    it('charge a submitter that does not exist yet, once', async () => {
      const store = await open();
      const { version } = await put(store, sampleJob(PARENT));
      const { submitter } = await store.readSubmitter('new');
      const alongside = { submitter: { submitter, version: null } };
      const patch = { title: 'changed' };
      const done = await store.write({ id: PARENT, version, patch, alongside });
      if (!done.ok) throw new Error(done.reason);
      expect((await store.readSubmitter('new')).version).not.toBeNull();
      const again = await store.write({ id: PARENT, version: done.version, patch, alongside });
      expect(again).toEqual({ ok: false, reason: 'conflict' });
      const gone = { version: '1.000001000' as Version, submitter };
      const none = { submitter: { ...gone, submitter: { ...submitter, userId: 'nobody' } } };
      expect(
        await store.write({ id: PARENT, version: done.version, patch, alongside: none }),
      ).toEqual({ ok: false, reason: 'conflict' });
    });

    it('count each child’s end at the parent, also when many end at once', async () => {
      const store = await open();
      await put(store, parentJob());
      const children = await Promise.all(
        ['child-1', 'child-2', 'child-3'].map((id) => put(store, childJob(id))),
      );
      const outcomes = await Promise.all(
        children.map(({ job, version }, index) =>
          untilAnswered(() =>
            store.write({
              id: job.id,
              version,
              patch: { state: index === 0 ? 'failed' : 'completed' },
              alongside: { childEnded: { parentId: PARENT, failed: index === 0 } },
            }),
          ),
        ),
      );
      expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
      const parent = parentJob({ children: { total: 3, ended: 3, failed: 1 } });
      expect((await store.get(PARENT))?.job).toEqual(parent);
    });

    it('count an end that is refused not at all', async () => {
      const store = await open();
      await put(store, parentJob());
      const { version } = await put(store, childJob('child-1'));
      const end = {
        id: 'child-1',
        version,
        patch: { state: 'completed' },
        alongside: { childEnded: { parentId: PARENT, failed: false } },
      } as const;
      expect((await store.write(end)).ok).toBe(true);
      expect(await store.write(end)).toEqual({ ok: false, reason: 'conflict' });
      expect((await store.get(PARENT))?.job.children?.ended).toBe(1);
    });

    it('let a child end whose parent is gone', async () => {
      const store = await open();
      const { version } = await put(store, childJob('child-1'));
      const childEnded = { parentId: PARENT, failed: false };
      const outcome = await store.write({
        id: 'child-1',
        version,
        patch: { state: 'completed' },
        alongside: { childEnded },
      });
      expect(outcome.ok).toBe(true);
      expect((await store.get('child-1'))?.job.state).toBe('completed');
      expect(await store.get(PARENT)).toBeNull();

      const unknown = { id: 'child-9', version, patch: { title: 'x' }, alongside: { childEnded } };
      expect((await store.write(unknown)).ok).toBe(false);
    });

    it('finds the jobs that wait for their children, page by page', async () => {
      const store = await open();
      for (const id of ['parent-b', 'parent-a', 'parent-c'])
        await put(store, { ...parentJob(), id });
      await put(store, sampleJob('job-late', { state: 'scheduled', runAt: 9 }));
      await put(store, { ...parentJob({ state: 'pending' }), id: 'parent-d' });
      const ids = (found: StoredJob[]): string[] => found.map(({ job }) => job.id);
      expect(ids(await store.awaitingChildren({ limit: 2 }))).toEqual(['parent-a', 'parent-b']);
      const rest = await store.awaitingChildren({ limit: 2, after: 'parent-b' });
      expect(ids(rest)).toEqual(['parent-c']);
    });
  });
}
