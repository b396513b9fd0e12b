import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { isMediaId } from '@/lib/media/storage/media-store';
import type { ByteRange, MediaStore, NewMedia } from '@/lib/media/storage/media-store';

/** What the stores under test take for now. */
export const NOW = 1_700_000_000_000;

export interface OpenedStore {
  store: MediaStore;
  close: () => Promise<void>;
}

const media = (ownerId = 'anna', expireAt = NOW + 1_000): NewMedia => ({
  ownerId,
  fileName: 'Grüße ../ümläut 录音.webm',
  keep: false,
  expireAt,
});

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(new TextEncoder().encode(text));
}

async function textOf(store: MediaStore, id: string, range?: ByteRange): Promise<string> {
  const read: Uint8Array[] = [];
  for await (const piece of store.read(id, range)) read.push(piece);
  return Buffer.concat(read).toString();
}

export async function stored(store: MediaStore, text: string, owned = media()): Promise<string> {
  const id = await store.create(text.length, owned);
  await store.append(id, 0, pieces(text));
  return id;
}

/** What every media store must do. */
export function describeMediaStore(name: string, openDriver: () => Promise<OpenedStore>): void {
  describe(`media store: ${name}`, () => {
    let store: MediaStore;
    let close: () => Promise<void>;

    beforeAll(async () => {
      ({ store, close } = await openDriver());
    });
    afterAll(() => close());

    it('remembers what was said of a new file, and that nothing of it came', async () => {
      const id = await store.create(10, media());
      expect(isMediaId(id)).toBe(true);
      expect(await store.info(id)).toEqual({
        id,
        ...media(),
        mediaType: null,
        size: 10,
        offset: 0,
        createdAt: NOW,
      });
    });

    it('grows by appends in order, and gives back what came', async () => {
      const id = await store.create(10, media());
      expect(await store.append(id, 0, pieces('01', '23'))).toBe(4);
      expect((await store.info(id))?.offset).toBe(4);
      expect(await store.append(id, 4, pieces('456789'))).toBe(10);
      expect(await textOf(store, id)).toBe('0123456789');
    });

    it('gives back ranges, across appends and beyond the end', async () => {
      const id = await store.create(10, media());
      await store.append(id, 0, pieces('0123'));
      await store.append(id, 4, pieces('456789'));
      expect(await textOf(store, id, { start: 2, end: 5 })).toBe('2345');
      expect(await textOf(store, id, { start: 4, end: 4 })).toBe('4');
      expect(await textOf(store, id, { start: 7, end: 99 })).toBe('789');
    });

    it('refuses an append that does not begin where the file ends', async () => {
      const id = await store.create(10, media());
      await store.append(id, 0, pieces('0123'));
      const early = store.append(id, 2, pieces('xx'));
      await expect(early).rejects.toMatchObject({ code: 'offset_mismatch' });
      const late = store.append(id, 6, pieces('xx'));
      await expect(late).rejects.toMatchObject({ code: 'offset_mismatch' });
      expect(await textOf(store, id)).toBe('0123');
    });

    it('keeps what came before its source broke off', async () => {
      const id = await store.create(10, media());
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield* pieces('0123');
        throw new Error('the network went away');
      }
      await expect(store.append(id, 0, broken())).rejects.toThrow('the network went away');
      expect((await store.info(id))?.offset).toBe(4);
      expect(await store.append(id, 4, pieces('456789'))).toBe(10);
      expect(await textOf(store, id)).toBe('0123456789');
    });

    it('takes nothing beyond the announced size', async () => {
      const id = await store.create(5, media());
      const more = store.append(id, 0, pieces('012', '3456'));
      await expect(more).rejects.toMatchObject({ code: 'too_large' });
      expect(await textOf(store, id)).toBe('01234');
    });

    it('lets one of two appends at the same place win, without mixing them', async () => {
      const id = await store.create(8, media());
      const outcomes = await Promise.allSettled([
        store.append(id, 0, pieces('aaaa')),
        store.append(id, 0, pieces('bbbb')),
      ]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await textOf(store, id)).toMatch(/^(aaaa|bbbb)$/);
    });

    it('changes what is known of a file and nothing else', async () => {
      const id = await stored(store, 'sound');
      const change = { mediaType: 'audio/webm', keep: true, expireAt: NOW + 5 };
      const changed = await store.change(id, change);
      expect(changed).toEqual({ ...(await store.info(id)), ...change });
      expect(changed).toMatchObject({ fileName: media().fileName, size: 5, offset: 5 });
      expect(await textOf(store, id)).toBe('sound');
    });

    it('keeps every one of several changes at once', async () => {
      const id = await stored(store, 'sound');
      await Promise.all([store.change(id, { fileName: 'b' }), store.change(id, { keep: true })]);
      expect(await store.info(id)).toMatchObject({ fileName: 'b', keep: true });
    });

    it('deletes a file with all that is known of it, once', async () => {
      const id = await stored(store, 'sound');
      expect(await store.delete(id)).toBe(true);
      expect(await store.info(id)).toBeNull();
      expect(await store.delete(id)).toBe(false);
      await expect(textOf(store, id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(store.append(id, 0, pieces('x'))).rejects.toMatchObject({ code: 'not_found' });
      await expect(store.change(id, {})).rejects.toMatchObject({ code: 'not_found' });
    });

    it('lists the files of one owner and of nobody else', async () => {
      const own = [
        await stored(store, 'a', media('bert')),
        await stored(store, 'b', media('bert')),
      ];
      await stored(store, 'c', media('bertha'));
      const listed = await store.list('bert');
      expect(listed.map(({ id }) => id).sort()).toEqual(own.sort());
      expect(listed.every(({ offset, size }) => offset === size)).toBe(true);
      expect(await store.list('nobody')).toEqual([]);
    });

    it('finds files whose time is over, no more than asked for', async () => {
      const old = [
        await stored(store, 'a', media('carl', NOW - 20)),
        await stored(store, 'b', media('carl', NOW - 10)),
      ];
      const found = await store.expired(NOW - 5, 10);
      expect(found.map(({ id }) => id).sort()).toEqual(old.sort());
      expect(await store.expired(NOW - 5, 1)).toHaveLength(1);
      expect(await store.expired(NOW - 30, 10)).toEqual([]);
    });

    it.each([
      '../../etc/passwd',
      '..',
      '',
      'a/b',
      'short',
      `${'a'.repeat(30)}/../x`,
      'x'.repeat(65),
    ])('knows no file called %j', async (id) => {
      expect(await store.info(id)).toBeNull();
      expect(await store.delete(id)).toBe(false);
      await expect(textOf(store, id)).rejects.toMatchObject({ code: 'not_found' });
    });

    it('holds an empty file', async () => {
      const id = await store.create(0, media());
      expect(await store.info(id)).toMatchObject({ size: 0, offset: 0 });
      expect(await textOf(store, id)).toBe('');
    });

    it('says that it works', async () => {
      await expect(store.check()).resolves.toBeUndefined();
    });
  });
}
