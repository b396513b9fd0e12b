import type { AlertName, AlertRecord } from '../../cluster/alert';
import type { LiveStats } from '../../cluster/stats';
import type { Duty } from '../cluster/duty';
import type { Engine } from '../engine';
import type { StoredRecord } from '../ports/record-store';
import { RECORDS } from '../records';
import { type AlertCourse, followAlert, NEW_COURSE } from './alert-course';
import { judgeAlerts, type Verdict } from './alert-rules';

/** A little less than three heartbeats. Milliseconds. */
const EVERY_MS = 14_000;

const MOST_ALERTS = 20;

/** Somebody outside who hears of an alert that begins or ends; may be told of the same one twice. */
export type Announce = (alert: AlertRecord) => Promise<void>;

/**
 * Begins and ends alerts by what the leader's statistics say. That no worker is alive nobody can write: whoever
 * reads judges it by the statistics' silence.
 */
export class AlertDuty implements Duty {
  readonly name = 'alerts';
  readonly everyMs = EVERY_MS;
  readonly #engine: Engine;
  readonly #latest: () => LiveStats | null;
  readonly #announce: Announce;
  readonly #courses = new Map<AlertName, AlertCourse>();
  #fence: number | null = null;
  #records: Map<string, StoredRecord<AlertRecord>> | null = null;

  /** @param latest what this leader wrote last */
  constructor(engine: Engine, latest: () => LiveStats | null, announce: Announce) {
    this.#engine = engine;
    this.#latest = latest;
    this.#announce = announce;
  }

  async run(fence: number): Promise<void> {
    const live = this.#latest();
    if (live?.fence !== fence) return;
    if (this.#fence !== fence) {
      this.#fence = fence;
      this.#records = null;
      this.#courses.clear();
    }
    for (const verdict of judgeAlerts(live, this.#engine.settings.current().alerts)) {
      await this.#follow(verdict);
    }
  }

  async #follow(verdict: Verdict): Promise<void> {
    const { clock, log } = this.#engine;
    const stored = (await this.#known()).get(verdict.name);
    const { course, change } = followAlert(
      {
        record: stored?.value ?? null,
        course: this.#courses.get(verdict.name) ?? NEW_COURSE,
      },
      verdict,
      { wall: clock.now(), monotonic: clock.monotonic() },
    );
    if (change !== null) {
      await this.#announce(change);
      await this.#write(change, stored);
      const began = change.since !== null;
      log.warn({ alert: change.name, began }, began ? 'an alert began' : 'an alert is over');
    }
    this.#courses.set(verdict.name, course);
  }

  async #write(value: AlertRecord, stored: StoredRecord<AlertRecord> | undefined): Promise<void> {
    const version = stored?.version ?? null;
    const { name: id } = value;
    const outcome = await this.#engine.records.write([
      { collection: RECORDS.alerts, id, value, version },
    ]);
    const known = await this.#known();
    // Another leader may have written: then look again.
    if (!outcome.ok || outcome.versions[0] === undefined) this.#records = null;
    else known.set(id, { id, value, version: outcome.versions[0] });
  }

  async #known(): Promise<Map<string, StoredRecord<AlertRecord>>> {
    if (this.#records === null) {
      const found = await this.#engine.records.list(RECORDS.alerts, { limit: MOST_ALERTS });
      this.#records = new Map(found.map((record) => [record.id, record]));
    }
    return this.#records;
  }
}
