import type { RecordCollection, RecordStore } from '../ports/record-store';
import type { Version } from '../ports/job-store';

/** Tries against somebody else's writes. Another leader's would be the last word soon anyway. */
const TRIES = 3;

/** A record that only the newest leader may write. Knows the version that it wrote last: a write is no read. */
export class FencedRecord<T extends { fence: number }> {
  readonly #records: RecordStore;
  readonly #collection: RecordCollection<T>;
  readonly #id: string;
  #known: { version: Version | null; fence: number } | null = null;

  constructor(records: RecordStore, collection: RecordCollection<T>, id: string) {
    this.#records = records;
    this.#collection = collection;
    this.#id = id;
  }

  async read(): Promise<T | null> {
    const { record } = await this.#records.read(this.#collection, this.#id);
    this.#known = { version: record?.version ?? null, fence: record?.value.fence ?? 0 };
    return record?.value ?? null;
  }

  /** @returns false when a newer leader has written: nothing was written */
  async write(value: T): Promise<boolean> {
    for (let tries = 0; tries < TRIES; tries++) {
      const known = this.#known ?? (await this.#readVersion());
      if (known.fence > value.fence) return false;
      this.#known = null;
      const outcome = await this.#records.write([
        { collection: this.#collection, id: this.#id, value, version: known.version },
      ]);
      if (outcome.ok) {
        this.#known = { version: outcome.versions[0] ?? null, fence: value.fence };
        return true;
      }
    }
    return false;
  }

  async #readVersion(): Promise<{ version: Version | null; fence: number }> {
    await this.read();
    return this.#known ?? { version: null, fence: 0 };
  }
}
