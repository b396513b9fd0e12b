import { type ClusterSettings, settingsSchema, type StoredSettings } from '../cluster/settings';
import { layered } from '../cluster/settings-layers';
import type { Clock, Log } from './ports/environment';
import type { Unsubscribe } from './ports/job-store';
import type { RecordStore } from './ports/record-store';
import { RECORDS, SETTINGS_ID } from './records';

/** After a listener ended. Milliseconds. */
const RECOVER_MS = 2_000;

/** The cluster's settings as this process knows them: no read when asked. */
export interface Settings {
  current(): ClusterSettings;
  /** Called whenever they changed. */
  onChange(call: () => void): Unsubscribe;
  /** Resolves once what is stored is known, for those who must not begin without. */
  known(): Promise<void>;
}

/** Settings that never change: for tests, and for a process without a cluster. */
export function fixedSettings(settings: ClusterSettings): Settings {
  return {
    current: () => settings,
    onChange: () => () => undefined,
    known: () => Promise.resolve(),
  };
}

/**
 * Follows `cluster/settings` by one listener. Until it answered, and whenever what is stored cannot be read,
 * the last known settings hold.
 * @param base what the deployment's own configuration says where an administrator said nothing
 */
export class SettingsFollower implements Settings {
  readonly #from: { records: RecordStore; clock: Clock; log: Log };
  readonly #base: StoredSettings;
  readonly #listeners = new Set<() => void>();
  #settings: ClusterSettings;
  #unwatch: Unsubscribe | null = null;
  #closed = false;
  #heard: () => void = () => undefined;
  readonly #known = new Promise<void>((resolve) => (this.#heard = resolve));

  constructor(from: { records: RecordStore; clock: Clock; log: Log }, base: StoredSettings = {}) {
    this.#from = from;
    this.#base = base;
    this.#settings = settingsSchema.parse(base);
  }

  /** Begins to listen; once is enough. */
  start(): void {
    if (this.#closed || this.#unwatch !== null) return;
    const { records, clock, log } = this.#from;
    this.#unwatch = records.watch(RECORDS.settings, SETTINGS_ID, {
      next: (record) => this.#take(record?.value ?? {}),
      error: (error) => {
        log.warn({ error: String(error) }, 'the settings’ listener ended');
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

  current(): ClusterSettings {
    return this.#settings;
  }

  onChange(call: () => void): Unsubscribe {
    this.#listeners.add(call);
    return () => this.#listeners.delete(call);
  }

  known(): Promise<void> {
    return this.#known;
  }

  #take(stored: StoredSettings): void {
    this.#heard();
    const parsed = settingsSchema.safeParse(layered(this.#base, stored));
    if (!parsed.success) {
      this.#from.log.error({ error: parsed.error.message }, 'the stored settings cannot be read');
      return;
    }
    this.#settings = parsed.data;
    for (const call of this.#listeners) call();
  }
}
