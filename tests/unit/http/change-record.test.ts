import { describe, expect, it } from 'vitest';

import { changeRecord } from '@/lib/http/admin/change-record';
import type { RecordCollection, RecordStore } from '@/lib/queue/ports/record-store';
import { RECORDS } from '@/lib/queue/records';
import { createMemoryStores } from '@/lib/stores/memory';

import { ownedEngine } from '../queue/owned-engine';

const NOTES: RecordCollection<{ text: string }> = { name: 'notes' };

/** The first write meets what `first` wrote just before it, and is told of a conflict. */
function bench(first: (records: RecordStore, write: () => Promise<unknown>) => Promise<unknown>) {
  const { records: store } = createMemoryStores({ now: () => 1_000 });
  let pending = true;
  const records: RecordStore = {
    ...store,
    write: async (writes) => {
      if (pending) {
        pending = false;
        await first(store, () => store.write(writes));
      }
      return store.write(writes);
    },
  };
  const change = {
    caller: { userId: 'root', role: 'admin', email: null, plan: null } as const,
    action: 'notes.change',
    target: 'notes:one',
    collection: NOTES,
    id: 'one',
    missing: { text: '' },
    tell: (value: { text: string }) => value,
  };
  const written = (): Promise<unknown> =>
    changeRecord<{ text: string }>(ownedEngine({ records }), change, (_, { version }) => {
      if (version !== null) throw new Error('somebody else was first');
      return { text: 'mine' };
    });
  return { written, store };
}

describe('a change of a record', () => {
  it('is done, and audited once, when its answer was lost and it met itself', async () => {
    const { written, store } = bench((_, write) => write());
    expect(await written()).toMatchObject({ value: { text: 'mine' } });
    expect(await store.list(RECORDS.audit, { limit: 10 })).toHaveLength(1);
  });

  it('is decided anew when somebody else was first', async () => {
    const theirs = { collection: NOTES, id: 'one', value: { text: 'theirs' }, version: null };
    const { written } = bench((records) => records.write([theirs]));
    await expect(written()).rejects.toThrow('somebody else was first');
  });
});
