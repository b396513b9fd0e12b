import type { BreakerRecord } from '../../cluster/breaker';
import type { Millis } from '../../jobs/job';
import { canonicalJson } from '../canonical-json';
import type { Clock, Log } from '../ports/environment';
import type { StoredRecord, RecordStore } from '../ports/record-store';
import { RECORDS } from '../records';
import type { Unsubscribe } from '../ports/job-store';
import { breakerId } from './breaker-id';
import { newBreaker } from './breaker-policy';
import type { StoreTime } from './store-time';

/** After a listener ended. Milliseconds. */
const RECOVER_MS = 2_000;

/** Somebody else who changed it first has mostly done what was to be done. */
const TRIES = 5;

/** Every breaker of the cluster, as this process knows it by one listener; and changes of one, by compare-and-set. */
export class BreakerBoard {
  readonly #from: { records: RecordStore; clock: Clock; log: Log; time: StoreTime };
  readonly #known = new Map<string, BreakerRecord>();
  readonly #listeners = new Set<() => void>();
  #unwatch: Unsubscribe | null = null;
  #closed = false;

  constructor(from: { records: RecordStore; clock: Clock; log: Log; time: StoreTime }) {
    this.#from = from;
  }

  /** Begins to listen; once is enough. */
  start(): void {
    if (this.#closed || this.#unwatch !== null) return;
    const { records, clock, log } = this.#from;
    this.#unwatch = records.watchAll(RECORDS.breakers, {
      next: (all) => this.#take(all),
      error: (error) => {
        log.warn({ error: String(error) }, 'the breakers’ listener ended');
        this.#unwatch = null;
        clock.timer(RECOVER_MS, () => this.start());
      },
    });
  }

  close(): void {
    this.#closed = true;
    this.#unwatch?.();
    this.#unwatch = null;
  }

  get(provider: string, model: string): BreakerRecord | undefined {
    return this.#known.get(breakerId(provider, model));
  }

  /** Those that hold calls back, as `provider:model`, in order. */
  open(): string[] {
    return [...this.#known.values()]
      .filter(({ state }) => state === 'open' || state === 'half_open')
      .map(({ provider, model }) => `${provider}:${model}`)
      .sort();
  }

  onChange(call: () => void): Unsubscribe {
    this.#listeners.add(call);
    return () => this.#listeners.delete(call);
  }

  /**
   * Changes a breaker as `decide` says of what it is now; null: not at all.
   * @returns what was written; null when nothing was
   * @throws StoreUnavailable
   */
  async change(
    provider: string,
    model: string,
    decide: (record: BreakerRecord, at: Millis) => BreakerRecord | null,
  ): Promise<BreakerRecord | null> {
    const { records, time } = this.#from;
    const id = breakerId(provider, model);
    let sent: BreakerRecord | null = null;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const { record, at } = await time.during(() => records.read(RECORDS.breakers, id));
      if (record !== null) this.#learn(id, record.value);
      // A write whose answer was lost meets itself when it is sent again.
      if (sent !== null && canonicalJson(record?.value) === canonicalJson(sent)) return sent;
      const next = decide(record?.value ?? newBreaker(provider, model), at);
      if (next === null) return null;
      const write = { collection: RECORDS.breakers, id, value: next };
      const version = record?.version ?? null;
      const outcome = await time.during(() => records.write([{ ...write, version }]));
      sent = next;
      if (!outcome.ok) continue;
      this.#learn(id, next);
      this.#from.log.warn({ breaker: id, state: next.state }, 'a breaker changed');
      return next;
    }
    return null;
  }

  #take(all: StoredRecord<BreakerRecord>[]): void {
    for (const id of this.#known.keys()) {
      if (!all.some((record) => record.id === id)) this.#known.delete(id);
    }
    for (const { id, value } of all) this.#learn(id, value);
  }

  /** A listener may be behind what this process has written itself. */
  #learn(id: string, record: BreakerRecord): void {
    const known = this.#known.get(id);
    if (known !== undefined && known.since >= record.since) return;
    this.#known.set(id, record);
    for (const call of this.#listeners) call();
  }
}
