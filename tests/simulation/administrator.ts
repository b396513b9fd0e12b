import { type StoredSettings } from '@/lib/cluster/settings';
import type { RecordStore } from '@/lib/queue/ports/record-store';
import { RECORDS, SETTINGS_ID } from '@/lib/queue/records';

import type { Process } from './process';
import type { Random } from './random';
import type { VirtualTime } from './virtual-time';

/** Pauses the queue, drains servers and limits users now and then; at the end everything is as it was. */
export class Administrator {
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #records: RecordStore;
  readonly #endMs: number;
  #settings: StoredSettings = {};
  changes = 0;

  constructor(time: VirtualTime, random: Random, records: RecordStore, endMs: number) {
    this.#time = time;
    this.#random = random;
    this.#records = records;
    this.#endMs = endMs;
  }

  /** @param servers those that run now */
  begin(servers: () => readonly Process[]): void {
    this.#time.timer(this.#endMs, () => this.#write({}));
    this.#later(servers);
  }

  #later(servers: () => readonly Process[]): void {
    this.#time.timer(this.#random.between(2_000, 12_000), () => {
      if (this.#time.now >= this.#endMs) return;
      this.#write(this.#someChange(servers()));
      this.#later(servers);
    });
  }

  #someChange(servers: readonly Process[]): StoredSettings {
    const { drainedServers, ...others } = this.#settings;
    const drained = servers.length === 0 ? [] : [this.#random.pick(servers).name];
    return this.#random.pick<StoredSettings>([
      {},
      { queues: { ai_processing: { paused: true } } },
      { queues: { ai_processing: { userConcurrency: this.#random.between(1, 4) } } },
      { queues: { ai_processing: { concurrency: this.#random.between(0, 5) } } },
      { ...others, drainedServers: drainedServers === undefined ? drained : [] },
    ]);
  }

  #write(settings: StoredSettings): void {
    this.#settings = settings;
    this.changes += 1;
    void this.#records.write([
      { collection: RECORDS.settings, id: SETTINGS_ID, value: settings, version: 'any' },
    ]);
  }
}
