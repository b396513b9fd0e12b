import { describe, expect, it } from 'vitest';

import type {
  RecordCollection,
  RecordStore,
  RecordWrite,
  StoredRecord,
} from '@/lib/queue/ports/record-store';

import { until } from './observed';

interface Note {
  text: string;
  at: number;
  expireAt: number;
}

/** What every store of small records must do. `open` answers an empty one. */
export function recordStoreSuite(name: string, open: () => Promise<RecordStore>): void {
  describe(`${name}: records`, () => {
    const NOTES: RecordCollection<Note> = { name: 'notes' };
    const note = (text: string, at = 1): Note => ({ text, at, expireAt: 4_000_000_000_000 });
    const creating = (id: string, value: Note): RecordWrite<Note> => ({
      collection: NOTES,
      id,
      value,
      version: null,
    });

    it('answers what was written, with the store’s own time, which does not go back', async () => {
      const store = await open();
      const before = await store.read(NOTES, 'a');
      expect(before.record).toBeNull();
      const written = await store.write([creating('a', note('one'))]);
      if (!written.ok) throw new Error(written.reason);
      const { record, at } = await store.read(NOTES, 'a');
      expect(record).toEqual({ id: 'a', value: note('one'), version: written.versions[0] });
      expect(written.at).toBeGreaterThanOrEqual(before.at);
      expect(at).toBeGreaterThanOrEqual(written.at);
    });

    it('writes only from the version that was read, and all of a set or none of it', async () => {
      const store = await open();
      const first = await store.write([creating('a', note('one'))]);
      if (!first.ok) throw new Error(first.reason);
      const version = first.versions[0] ?? null;
      const change = { collection: NOTES, id: 'a', value: note('two'), version };
      expect((await store.write([creating('b', note('b')), change])).ok).toBe(true);
      expect((await store.write([creating('c', note('c')), change])).ok).toBe(false);
      expect((await store.read(NOTES, 'c')).record).toBeNull();
      expect((await store.write([creating('a', note('again'))])).ok).toBe(false);
      expect((await store.write([{ ...change, id: 'none' }])).ok).toBe(false);
      const anyway = await store.write([{ ...change, value: note('three'), version: 'any' }]);
      expect(anyway.ok).toBe(true);
      expect((await store.read(NOTES, 'a')).record?.value.text).toBe('three');
      await store.remove(NOTES, 'a');
      expect((await store.read(NOTES, 'a')).record).toBeNull();
    });

    it('keeps nothing of the value before that the new one leaves out', async () => {
      const store = await open();
      const notes: RecordCollection<object> = NOTES;
      const write = (value: object, version: RecordWrite<object>['version']) =>
        store.write([{ collection: notes, id: 'a', value, version }]);
      const first = await write({ text: 'one', by: 'you', of: { page: 1, line: 2 } }, null);
      if (!first.ok) throw new Error(first.reason);
      const second = await write({ text: 'two', of: { page: 1 } }, first.versions[0] ?? null);
      expect(second.ok).toBe(true);
      expect((await store.read(notes, 'a')).record?.value).toEqual({
        text: 'two',
        of: { page: 1 },
      });
      expect((await write({ text: 'three' }, 'any')).ok).toBe(true);
      expect((await store.read(notes, 'a')).record?.value).toEqual({ text: 'three' });
    });

    it('lets one of many writers win', async () => {
      const store = await open();
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, n) => store.write([creating('a', note(String(n)))])),
      );
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    });

    it('lists by equality and newest first, page by page', async () => {
      const store = await open();
      const texts = ['x', 'y', 'x', 'x'];
      await store.write(texts.map((text, n) => creating(`note-${n}`, note(text, n + 1))));
      const ids = (records: StoredRecord<Note>[]): string[] => records.map(({ id }) => id);
      const x = { equals: { text: 'x' } };
      expect(ids(await store.list(NOTES, { ...x, limit: 9 })).sort()).toEqual([
        'note-0',
        'note-2',
        'note-3',
      ]);
      const newest = { ...x, newestBy: 'at' };
      expect(ids(await store.list(NOTES, { ...newest, limit: 2 }))).toEqual(['note-3', 'note-2']);
      expect(ids(await store.list(NOTES, { ...newest, below: 3, limit: 2 }))).toEqual(['note-0']);
    });

    it('tells who watches one record, or all', async () => {
      const store = await open();
      const one = until<StoredRecord<Note> | null>((o) => store.watch(NOTES, 'a', o));
      const all = until<StoredRecord<Note>[]>((o) => store.watchAll(NOTES, o));
      expect(await one.match((record) => record === null)).toBeNull();
      await all.match((records) => records.length === 0);
      await store.write([creating('a', note('one')), creating('b', note('two'))]);
      expect((await one.match((record) => record !== null))?.value).toEqual(note('one'));
      expect(await all.match((records) => records.length === 2)).toHaveLength(2);
      one.stop();
      all.stop();
    });
  });
}
