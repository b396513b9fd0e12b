import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { StoreUnavailable, type Version } from '@/lib/queue/ports/job-store';
import type { BatchedResult, BatchedUpdate } from '@/lib/stores/firestore/batch-client';
import { WriteBatcher } from '@/lib/stores/firestore/write-batcher';

import { settle } from './owned-engine';

const VERSION = '1.000000000' as Version;
const OK: BatchedResult = { status: 0, message: '', version: VERSION };

function update(path: string, text = ''): BatchedUpdate {
  return { path, version: VERSION, fields: { text: { stringValue: text } } };
}

/** A service that answers when it is told to. */
function service(): {
  batcher: WriteBatcher;
  batches: BatchedUpdate[][];
  answer: (index: number, results?: BatchedResult[]) => void;
  fail: (index: number, error: Error) => void;
} {
  const batches: BatchedUpdate[][] = [];
  const calls: PromiseWithResolversLike[] = [];
  const batcher = new WriteBatcher((updates) => {
    batches.push([...updates]);
    return new Promise((resolve, reject) => calls.push({ resolve, reject }));
  });
  return {
    batcher,
    batches,
    answer: (index, results) => {
      calls[index]?.resolve(results ?? batches[index]?.map(() => OK) ?? []);
    },
    fail: (index, error) => calls[index]?.reject(error),
  };
}

interface PromiseWithResolversLike {
  resolve: (results: BatchedResult[]) => void;
  reject: (error: Error) => void;
}

const paths = (batch: BatchedUpdate[] | undefined): string[] =>
  batch?.map(({ path }) => path) ?? [];

describe('writes that are ready together', () => {
  it('travel in one request, each with its own answer', async () => {
    const { batcher, batches, answer } = service();
    const outcomes = Promise.allSettled(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((path) => batcher.update(update(path))),
    );
    await settle();
    expect(batches.map(paths)).toEqual([['a', 'b', 'c', 'd', 'e', 'f']]);
    const refused = (status: number): BatchedResult => ({ status, message: 'm', version: null });
    answer(0, [OK, refused(9), refused(5), refused(14), refused(3), refused(16)]);
    const [a, b, c, d, e, f] = await outcomes;
    expect(a).toMatchObject({ value: { ok: true, version: VERSION } });
    expect(b).toMatchObject({ value: { ok: false, reason: 'conflict' } });
    expect(c).toMatchObject({ value: { ok: false, reason: 'missing' } });
    expect(d).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) as Error });
    expect(e).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringMatching(/3/) as string },
    });
    // Credentials that are being renewed.
    expect(f).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) as Error });
  });

  it('never hold two of one document: a request has no order', async () => {
    const { batcher, batches, answer } = service();
    const outcomes = ['a', 'b', 'a', 'a', 'c'].map((path, i) =>
      batcher.update(update(path, `${i}`)),
    );
    await settle();
    for (let i = 0; i < batches.length; i++) answer(i);
    await settle();
    for (let i = 0; i < batches.length; i++) answer(i);
    await Promise.all(outcomes);
    expect(batches.map(paths)).toEqual([['a', 'b', 'c'], ['a'], ['a']]);
    expect(batches.map(([first]) => first?.fields['text'])).toEqual(
      ['0', '2', '3'].map((stringValue) => ({ stringValue })),
    );
  });

  it('keep to the size of a request, and one that is larger by itself goes alone', async () => {
    const { batcher, batches, answer } = service();
    const sizes = [600_000, 500_000, 400_000, 2_000_000, 10];
    const outcomes = sizes.map((size, i) => batcher.update(update(`${i}`, 'x'.repeat(size))));
    for (let i = 0; i < 3; i++) {
      await settle();
      answer(i);
    }
    await Promise.all(outcomes);
    expect(batches.map(paths)).toEqual([['0', '2'], ['1', '4'], ['3']]);
  });

  it('are all sent, each once, in requests of at most 400', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 600 }), { minLength: 1, maxLength: 1_500 }),
        async (names) => {
          const sent: string[] = [];
          const batcher = new WriteBatcher(async (updates) => {
            expect(updates.length).toBeLessThanOrEqual(400);
            expect(new Set(updates.map(({ path }) => path)).size).toBe(updates.length);
            sent.push(...updates.map(({ path }) => path));
            await Promise.resolve();
            return updates.map(() => OK);
          });
          await Promise.all(names.map((name) => batcher.update(update(`${name}`))));
          expect(sent.sort()).toEqual(names.map(String).sort());
        },
      ),
      { numRuns: 20 },
    );
  });

  it('wait while enough requests are under way', async () => {
    const { batcher, batches, answer } = service();
    const outcomes: Promise<unknown>[] = [];
    for (let i = 0; i < 6; i++) {
      outcomes.push(batcher.update(update(`${i}`)));
      await settle();
    }
    expect(batches).toHaveLength(4);
    answer(0);
    await settle();
    expect(batches.map(paths)).toEqual([['0'], ['1'], ['2'], ['3'], ['4', '5']]);
    for (let i = 1; i < batches.length; i++) answer(i);
    await Promise.all(outcomes);
  });

  it('hear of a request that failed, and later ones go on', async () => {
    const { batcher, batches, fail, answer } = service();
    const lost = Promise.allSettled([batcher.update(update('a')), batcher.update(update('b'))]);
    await settle();
    fail(0, new StoreUnavailable('the network is away'));
    for (const one of await lost) expect(one).toMatchObject({ reason: { message: /away/ } });
    const next = batcher.update(update('a'));
    await settle();
    answer(1);
    expect(await next).toMatchObject({ ok: true });
    expect(batches).toHaveLength(2);
  });

  it('that got no answer are not taken to have been made', async () => {
    const { batcher, answer } = service();
    const both = Promise.allSettled([batcher.update(update('a')), batcher.update(update('b'))]);
    await settle();
    answer(0, [OK]);
    const [a, b] = await both;
    expect(a).toMatchObject({ value: { ok: true } });
    expect(b).toMatchObject({ reason: expect.any(StoreUnavailable) as Error });
  });
});
