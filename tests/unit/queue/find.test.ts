import { beforeEach, describe, expect, it } from 'vitest';

import { find } from '@/lib/queue/actions/find';
import { bulkActions } from '@/lib/queue/actions/bulk';
import { createQueue } from '@/lib/queue/create-queue';
import type { Queue } from '@/lib/queue/queue';

import { put, sampleJob } from '../../conformance/sample-job';
import { inTime, type OwnedEngine, ownedEngine } from './owned-engine';

const quota = { code: 'quota', class: 'auth', message: 'No.', retryable: false } as const;

let engine: OwnedEngine;
let queue: Queue;

beforeEach(async () => {
  engine = ownedEngine();
  queue = createQueue(engine, { serverTimeoutMs: 1_000 });
  await put(engine.jobs, sampleJob('failed-1', { state: 'failed', createdAt: 1, error: quota }));
  await put(engine.jobs, sampleJob('failed-2', { state: 'failed', createdAt: 2, kind: 'other' }));
  await put(engine.jobs, sampleJob('failed-3', { state: 'failed', createdAt: 3, userId: 'ben' }));
  await put(engine.jobs, sampleJob('pending-4', { createdAt: 4 }));
  await put(engine.jobs, sampleJob('done-5', { state: 'completed', createdAt: 5 }));
});

async function ids(filter: Parameters<typeof find>[1]): Promise<string[]> {
  const { jobs, nextCursor } = await find(engine, filter, { limit: 10 });
  expect(nextCursor).toBeNull();
  return jobs.map((job) => job.id);
}

describe('finding jobs', () => {
  it('answers the dead letters, newest first, where no states are named', async () => {
    expect(await ids({})).toEqual(['failed-3', 'failed-2', 'failed-1']);
  });

  it.each([
    [{ errorCode: 'quota' }, ['failed-1']],
    [{ kinds: ['other'] }, ['failed-2']],
    [{ userId: 'ben' }, ['failed-3']],
    [{ from: 2, to: 3 }, ['failed-2']],
    [{ queue: 'media_processing' as const }, []],
    [{ states: ['pending' as const] }, ['pending-4']],
  ])('restricts by %j', async (filter, found) => {
    expect(await ids(filter)).toEqual(found);
  });

  it('goes on page by page without missing or repeating one', async () => {
    const first = await find(engine, {}, { limit: 2 });
    expect(first.jobs.map((job) => job.id)).toEqual(['failed-3', 'failed-2']);
    const cursor = first.nextCursor ?? '';
    const second = await find(engine, {}, { limit: 2, cursor });
    expect(second.jobs.map((job) => job.id)).toEqual(['failed-1']);
    expect(second.nextCursor).toBeNull();
  });
});

describe('a bulk action', () => {
  it('replays, cancels and deletes what it can, and says what it left', async () => {
    const removed: string[] = [];
    const bulk = bulkActions(queue, engine.clock, async (job) => {
      removed.push(job.id);
      await queue.remove(job.id);
    });
    const at = <T>(call: Promise<T>): Promise<T> => inTime(engine.time, call);

    expect(await at(bulk.find('replay', { userId: 'ann' }, 10))).toEqual(['failed-2', 'failed-1']);
    expect(await at(bulk.act('replay', 'failed-1'))).toBe(true);
    expect(await at(bulk.act('replay', 'done-5'))).toBe(false);
    expect(await at(bulk.find('cancel', {}, 10))).toEqual(['pending-4', 'failed-1']);
    expect(await at(bulk.act('cancel', 'pending-4'))).toBe(true);
    expect(await at(bulk.act('cancel', 'done-5'))).toBe(false);
    expect(await at(bulk.act('delete', 'failed-2'))).toBe(true);
    expect(await at(bulk.act('delete', 'failed-2'))).toBe(false);
    expect(removed).toEqual(['failed-2']);
  });

  it('takes no more than it was told to', async () => {
    const bulk = bulkActions(queue, engine.clock, () => Promise.resolve());
    expect(await bulk.find('delete', {}, 2)).toEqual(['failed-3', 'failed-2']);
  });
});
