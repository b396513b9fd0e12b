import type { ProviderKeyRecord } from '../../cluster/provider-key';
import type { Millis } from '../../jobs/job';
import type { Clock, Entropy, Log } from '../ports/environment';
import type { Unsubscribe, Version } from '../ports/job-store';
import type { RecordStore } from '../ports/record-store';
import { RECORDS } from '../records';
import { sleep } from '../sleep';
import { newKeyRecord } from './key-state';
import type { StoreTime } from './store-time';

/** Between two tries, at most, the first time; then twice as long. Milliseconds. */
const RETRY_MS = 20;

const MAX_RETRY_MS = 320;

/** What is known is trusted for so long; then it is read again before it is written. Milliseconds. */
const KNOWN_MS = 2_000;

/** After somebody else wrote, it is read before each write for so long: a refused write costs as much. Milliseconds. */
const SHARED_MS = 10_000;

const TRIES = 10;

export interface KeyStores {
  records: RecordStore;
  clock: Clock;
  entropy: Entropy;
  log: Log;
  time: StoreTime;
}

/** The record of one key, as this process knows it, and changes of it by compare-and-set. */
export class KeyRecord {
  readonly #from: KeyStores;
  readonly #id: string;
  readonly #fresh: ProviderKeyRecord;
  #known: { value: ProviderKeyRecord | null; version: Version | null } | null = null;
  #knownAt = -Infinity;
  #sharedAt = -Infinity;

  constructor(from: KeyStores, key: { id: string; provider: string; label: string }) {
    this.#from = from;
    this.#id = `key:${key.id}`;
    this.#fresh = newKeyRecord(key.provider, key.label);
  }

  get value(): ProviderKeyRecord | null {
    return this.#known?.value ?? null;
  }

  /**
   * Writes what `decide` makes of it; null: nothing. Decided anew for each try.
   * @param applied whether a record that was read after a refused write has that write already
   * @param trusting whether what is known of late need not be read again
   * @returns false when others were faster each time
   * @throws StoreUnavailable
   */
  async change(
    decide: (record: ProviderKeyRecord, at: Millis) => ProviderKeyRecord | null,
    options: {
      trusting?: boolean;
      applied?: (record: ProviderKeyRecord) => boolean;
    } = {},
  ): Promise<boolean> {
    const { records, clock, entropy, time } = this.#from;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const now = clock.monotonic();
      const known = now - this.#knownAt < KNOWN_MS && now - this.#sharedAt >= SHARED_MS;
      if (options.trusting !== true || !known || tries > 0) await this.#read();
      if (tries > 0 && options.applied?.(this.#known?.value ?? this.#fresh) === true) return true;
      const next = decide(this.#known?.value ?? this.#fresh, time.earliest());
      if (next === null) return true;
      const version = this.#known?.version ?? null;
      const write = { collection: RECORDS.keys, id: this.#id, value: next, version };
      this.#knownAt = -Infinity;
      const outcome = await time.during(() => records.write([write]));
      if (outcome.ok) {
        this.#learn(next, outcome.versions[0] ?? null);
        return true;
      }
      this.#sharedAt = clock.monotonic();
      await sleep(clock, entropy.random() * Math.min(RETRY_MS * 2 ** tries, MAX_RETRY_MS));
    }
    return false;
  }

  /** Follows it; what others write is known without asking. */
  watch(ended: () => void): Unsubscribe {
    const { records, log } = this.#from;
    return records.watch(RECORDS.keys, this.#id, {
      next: (record) => this.#learn(record?.value ?? null, record?.version ?? null),
      error: (error) => {
        log.warn({ error: String(error) }, 'a key’s listener ended');
        ended();
      },
    });
  }

  async #read(): Promise<void> {
    const { records, time } = this.#from;
    const { record } = await time.during(() => records.read(RECORDS.keys, this.#id));
    this.#learn(record?.value ?? null, record?.version ?? null);
  }

  #learn(value: ProviderKeyRecord | null, version: Version | null): void {
    this.#known = { value, version };
    this.#knownAt = this.#from.clock.monotonic();
  }
}
