import type { Millis } from '../../jobs/job';
import type { Observer, Unsubscribe, Version } from './job-store';

/** A collection of small documents that are read and written whole. `T` is plain data: no undefined, no Date. */
export interface RecordCollection<T> {
  readonly name: string;
  /** Never set: carries the type. */
  readonly __record?: T;
}

export interface StoredRecord<T> {
  id: string;
  value: T;
  version: Version;
}

export interface RecordRead<T> {
  /** Null when there is none. */
  record: StoredRecord<T> | null;
  /**
   * The store's own clock when it answered: the one clock that all servers share, for windows and expiries
   * that must hold across machines.
   */
  at: Millis;
}

export interface RecordWrite<T> {
  collection: RecordCollection<T>;
  id: string;
  value: T;
  /** Written only if it still is at this version; null: only if it does not exist; `any`: whatever is there. */
  version: Version | null | 'any';
}

export type RecordOutcome =
  | { ok: true; versions: Version[]; at: Millis }
  /** Somebody wrote since; or, after an unanswered try, we did. Nothing was written. */
  | { ok: false; reason: 'conflict' };

export interface RecordQuery {
  /** Top-level fields and what they must equal. */
  equals?: Readonly<Record<string, string | number | boolean>>;
  /** A top-level number field, highest first. Without it: by id. */
  newestBy?: string;
  /** Only records whose `newestBy` field is below this. */
  below?: number;
  limit: number;
}

/**
 * Where small documents of the cluster live: settings, breakers, keys, schedules, statistics, audit.
 * A top-level number named `expireAt` is what the store's TTL goes by. Every method may throw
 * StoreUnavailable; a write that threw may still have been applied.
 */
export interface RecordStore {
  read<T>(collection: RecordCollection<T>, id: string): Promise<RecordRead<T>>;
  /** All or nothing. */
  write(writes: readonly RecordWrite<unknown>[]): Promise<RecordOutcome>;
  remove(collection: RecordCollection<unknown>, id: string): Promise<void>;
  list<T>(collection: RecordCollection<T>, query: RecordQuery): Promise<StoredRecord<T>[]>;
  watch<T>(
    collection: RecordCollection<T>,
    id: string,
    observer: Observer<StoredRecord<T> | null>,
  ): Unsubscribe;
  /** Every record of a collection that has few. */
  watchAll<T>(collection: RecordCollection<T>, observer: Observer<StoredRecord<T>[]>): Unsubscribe;
}
