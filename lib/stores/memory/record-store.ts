import type { Clock } from '../../queue/ports/environment';
import type {
  RecordCollection,
  RecordQuery,
  RecordStore,
  StoredRecord,
} from '../../queue/ports/record-store';
import { Table } from './table';

/**
 * @param clock stands for the store's own: every process of a test shares it
 * @param shared collections that another store writes, too
 */
export function createMemoryRecordStore(
  clock: Pick<Clock, 'now'>,
  shared: ReadonlyMap<string, unknown> = new Map(),
): RecordStore {
  const tables = new Map(shared as ReadonlyMap<string, Table<object>>);
  const tableOf = <T>({ name }: RecordCollection<T>): Table<object> => {
    const table = tables.get(name) ?? new Table<object>();
    tables.set(name, table);
    return table;
  };
  const read = <T>(collection: RecordCollection<T>, id: string): StoredRecord<T> | null => {
    const row = tableOf(collection).get(id);
    return row === undefined ? null : { id, value: row.value as T, version: row.version };
  };
  const all = <T>(collection: RecordCollection<T>): StoredRecord<T>[] =>
    tableOf(collection)
      .entries()
      .map(([id, row]) => ({ id, value: row.value as T, version: row.version }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));

  return {
    read: async (collection, id) => ({ record: read(collection, id), at: clock.now() }),
    write: async (writes) => {
      const refused = writes.some(({ collection, id, version }) => {
        const found = tableOf(collection).get(id);
        return version !== 'any' && (found?.version ?? null) !== version;
      });
      if (refused) return { ok: false, reason: 'conflict' };
      const versions = writes.map(({ collection, id, value }) => {
        const outcome = tableOf(collection).set(id, value as object);
        if (!outcome.ok) throw new Error('a write without a precondition was refused');
        return outcome.version;
      });
      return { ok: true, versions, at: clock.now() };
    },
    remove: async (collection, id) => void tableOf(collection).delete(id),
    list: async (collection, query) => select(all(collection), query),
    watch: (collection, id, observer) =>
      tableOf(collection).watch(() => read(collection, id), observer),
    watchAll: (collection, observer) => tableOf(collection).watch(() => all(collection), observer),
  };
}

function select<T>(records: StoredRecord<T>[], query: RecordQuery): StoredRecord<T>[] {
  const { equals = {}, newestBy, below, limit } = query;
  const field = ({ value }: StoredRecord<T>, name: string): unknown =>
    (value as Record<string, unknown>)[name];
  const fits = records.filter((record) =>
    Object.entries(equals).every(([name, wanted]) => field(record, name) === wanted),
  );
  if (newestBy === undefined) return fits.slice(0, limit);
  return fits
    .filter((record) => typeof field(record, newestBy) === 'number')
    .filter((record) => below === undefined || Number(field(record, newestBy)) < below)
    .sort((a, b) => Number(field(b, newestBy)) - Number(field(a, newestBy)))
    .slice(0, limit);
}
