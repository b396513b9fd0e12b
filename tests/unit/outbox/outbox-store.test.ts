import 'fake-indexeddb/auto';

import { describe, expect, it } from 'vitest';

import { ChunkWriter, type UnsavedReason } from '@/components/recording/chunk-writer';
import { ItemLocks, localLocks } from '@/lib/outbox/item-lock';
import { OutboxStore } from '@/lib/outbox/outbox-store';

import { sampleItem } from './sample-item';

let databases = 0;
const freshStore = () => new OutboxStore(`outbox-test-${(databases += 1)}`);
const bytes = (...values: number[]) => new Uint8Array(values).buffer;
const read = async (blob: Blob | null) =>
  blob === null ? null : [...new Uint8Array(await blob.arrayBuffer())];
const recording = (id: string) =>
  sampleItem({ id, state: 'recording', origin: 'microphone', size: 0, mimeType: 'audio/webm' });

describe('the outbox in IndexedDB', () => {
  it('puts the pieces of a recording together in order, whatever order they were written in', async () => {
    const store = freshStore();
    await store.begin(recording('r'));
    await store.addChunk('r', 1, bytes(3), 2_000);
    await store.addChunk('r', 0, bytes(1, 2), 1_000);
    for (let index = 2; index < 12; index += 1)
      await store.addChunk('r', index, bytes(index), 3_000);
    const item = await store.get('r');
    expect(item).toMatchObject({ size: 13, state: 'recording' });
    expect(item && (await read(await store.bytes(item)))).toEqual([
      1, 2, 3, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
    ]);
  });

  it('keeps what was written when the page that recorded is gone', async () => {
    const name = `outbox-test-${(databases += 1)}`;
    const dead = new OutboxStore(name);
    await dead.begin(recording('r'));
    await dead.addChunk('r', 0, bytes(7, 8), 1_000);

    const next = new OutboxStore(name);
    const [found] = await next.list('ada');
    expect(found).toMatchObject({ id: 'r', state: 'recording', durationMs: 1_000 });
    expect(found && (await read(await next.bytes(found)))).toEqual([7, 8]);
  });

  it('shows nobody the items of somebody else', async () => {
    const store = freshStore();
    await store.addFile(sampleItem({ id: 'a', userId: 'ada' }), new Blob(['1']));
    await store.addFile(sampleItem({ id: 'b', userId: 'bob' }), new Blob(['2']));
    expect((await store.list('ada')).map(({ id }) => id)).toEqual(['a']);
    expect(await store.list('eve')).toEqual([]);
  });

  it('takes no piece for a recording that was discarded', async () => {
    const store = freshStore();
    await store.begin(recording('r'));
    await store.remove('r');
    expect(await store.addChunk('r', 0, bytes(1), 1_000)).toBeUndefined();
    expect(await store.bytes(recording('r'))).toBeNull();
    expect(await store.apply('r', { type: 'recovered' })).toBeUndefined();
  });

  it('forgets the bytes of one item alone', async () => {
    const store = freshStore();
    for (const id of ['a', 'b']) {
      await store.begin(recording(id));
      await store.addChunk(id, 0, bytes(1), 1_000);
    }
    await store.dropBytes('a');
    expect(await store.bytes(recording('a'))).toBeNull();
    expect(await read(await store.bytes(recording('b')))).toEqual([1]);
    expect(await store.get('a')).toBeDefined();
  });

  it('keeps a file for which the device has no room in this tab, and only there', async () => {
    const name = `outbox-test-${(databases += 1)}`;
    const store = new OutboxStore(name);
    await store.addFileInTab(sampleItem({ id: 'big' }), new Blob([new Uint8Array([5])]));
    const item = await store.get('big');
    expect(item).toMatchObject({ kept: 'tab', size: 1 });
    expect(item && (await read(await store.bytes(item)))).toEqual([5]);
    expect(item && (await new OutboxStore(name).bytes(item))).toBeNull();
  });
});

describe('writing a recording piece by piece', () => {
  const piece = (...values: number[]) => new Blob([new Uint8Array(values)]);

  it('keeps in memory what cannot be written, and writes it in order once it can', async () => {
    const store = freshStore();
    await store.begin(recording('r'));
    let full = false;
    const heard: (UnsavedReason | null)[] = [];
    const writer = new ChunkWriter(
      {
        addChunk: (...args) =>
          full
            ? Promise.reject(new DOMException('full', 'QuotaExceededError'))
            : store.addChunk(...args),
      },
      'r',
      (reason) => heard.push(reason),
    );
    writer.add(piece(1), 1_000);
    expect(await writer.settle()).toEqual([]);
    full = true;
    writer.add(piece(2), 2_000);
    writer.add(piece(3), 3_000);
    const unwritten = await writer.settle();
    expect(unwritten.map((part) => [...new Uint8Array(part)])).toEqual([[2], [3]]);
    expect(heard.at(-1)).toBe('no_room');
    full = false;
    writer.add(piece(4), 4_000);
    expect(await writer.settle()).toEqual([]);
    expect(heard.at(-1)).toBeNull();
    expect(await read(await store.bytes(recording('r')))).toEqual([1, 2, 3, 4]);
  });

  it('says so when the browser keeps nothing at all', async () => {
    const heard: (UnsavedReason | null)[] = [];
    const writer = new ChunkWriter(
      { addChunk: () => Promise.reject(new DOMException('no', 'InvalidStateError')) },
      'r',
      (reason) => heard.push(reason),
    );
    writer.add(piece(9), 1_000);
    expect(await writer.settle()).toHaveLength(1);
    expect(heard.at(-1)).toBe('no_storage');
  });
});

describe('the lock of an item, in a browser without Web Locks', () => {
  it('lets one act at a time, and tells the other', async () => {
    const locks = new ItemLocks(localLocks());
    const free = await locks.take('a');
    let ran = false;
    expect(await locks.tryHold('a', async () => void (ran = true))).toBe(false);
    expect(await locks.tryHold('b', async () => void (ran = true))).toBe(true);
    expect(ran).toBe(true);
    const waited = locks.hold('a', new AbortController().signal, () => Promise.resolve('mine'));
    await free();
    expect(await waited).toBe('mine');
    expect(await locks.tryHold('a', () => Promise.resolve())).toBe(true);
  });

  it('is free again after whoever held it failed', async () => {
    const locks = new ItemLocks(localLocks());
    await expect(locks.tryHold('a', () => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(await locks.tryHold('a', () => Promise.resolve())).toBe(true);
  });
});
