import type { Observer, Unsubscribe, Version, WriteOutcome } from '../../queue/ports/job-store';

interface Row<T> {
  value: T;
  version: Version;
}

/** Documents with versions, compare-and-set and watchers: what Firestore gives, in one process. */
export class Table<T> {
  readonly #rows = new Map<string, Row<T>>();
  readonly #watchers = new Set<() => void>();
  #writes = 0;

  get(id: string): Row<T> | undefined {
    const row = this.#rows.get(id);
    return row === undefined
      ? undefined
      : { value: structuredClone(row.value), version: row.version };
  }

  /** Copies of all rows with their ids, in no order. */
  entries(): [string, Row<T>][] {
    return [...this.#rows.keys()].map((id) => [id, this.get(id) as Row<T>]);
  }

  /** Copies of the rows that fit, in the given order. */
  select(where: (value: T) => boolean, order: (a: T, b: T) => number, limit: number): Row<T>[] {
    return [...this.#rows.values()]
      .filter((row) => where(row.value))
      .sort((a, b) => order(a.value, b.value))
      .slice(0, limit)
      .map((row) => ({ value: structuredClone(row.value), version: row.version }));
  }

  count(where: (value: T) => boolean): number {
    return [...this.#rows.values()].filter((row) => where(row.value)).length;
  }

  /**
   * Writes if the row still is at `version`.
   * @param version null: it must not exist; undefined: whatever it is
   */
  set(id: string, value: T, version?: Version | null): WriteOutcome {
    const row = this.#rows.get(id);
    if (version === null && row !== undefined) return { ok: false, reason: 'conflict' };
    if (version !== null && version !== undefined) {
      if (row === undefined) return { ok: false, reason: 'missing' };
      if (row.version !== version) return { ok: false, reason: 'conflict' };
    }
    const next = String(++this.#writes) as Version;
    this.#rows.set(id, { value: structuredClone(value), version: next });
    this.#changed();
    return { ok: true, version: next };
  }

  /** Deletes if the row still is at `version`; undefined: whatever it is. */
  delete(id: string, version?: Version): WriteOutcome {
    const row = this.#rows.get(id);
    if (row === undefined) return { ok: false, reason: 'missing' };
    if (version !== undefined && row.version !== version) return { ok: false, reason: 'conflict' };
    this.#rows.delete(id);
    this.#changed();
    return { ok: true, version: row.version };
  }

  /** Tells what `read` answers now, and again whenever that has changed; never from within a write. */
  watch<R>(read: () => R, observer: Observer<R>): Unsubscribe {
    let told: string | undefined;
    let waiting = false;
    let ended = false;
    const tell = (): void => {
      waiting = false;
      if (ended) return;
      const value = read();
      const seen = JSON.stringify(value);
      if (seen === told) return;
      told = seen;
      observer.next(value);
    };
    const later = (): void => {
      if (waiting) return;
      waiting = true;
      queueMicrotask(tell);
    };
    this.#watchers.add(later);
    later();
    return () => {
      ended = true;
      this.#watchers.delete(later);
    };
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
