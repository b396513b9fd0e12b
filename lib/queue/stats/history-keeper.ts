import type { StatsHistory } from '../../cluster/stats';
import type { RecordStore } from '../ports/record-store';
import { RECORDS } from '../records';
import { FencedRecord } from './fenced-record';
import {
  append,
  CHARTS,
  type ChartName,
  combined,
  emptyHistory,
  endedInterval,
  type Interval,
} from './history';

/** The three charts of one leader: the hour from what it sees, the day from the hour, the week from the day. */
export class HistoryKeeper {
  readonly #fence: number;
  readonly #records: Record<ChartName, FencedRecord<StatsHistory>>;
  #known: Record<ChartName, StatsHistory> | null = null;

  constructor(records: RecordStore, fence: number) {
    this.#fence = fence;
    const record = (chart: ChartName): FencedRecord<StatsHistory> =>
      new FencedRecord(records, RECORDS.statsHistory, chart);
    this.#records = { hour: record('hour'), day: record('day'), week: record('week') };
  }

  /** @returns false when a newer leader keeps them, or has kept this minute */
  async add(minute: Interval): Promise<boolean> {
    const known = await this.#read();
    const { at } = minute.total;
    if (endedInterval('hour', known.hour, at) === null) return false;
    if (!(await this.#write('hour', append('hour', known.hour, minute)))) return false;
    for (const [coarse, finer] of [
      ['day', 'hour'],
      ['week', 'day'],
    ] as const) {
      const end = endedInterval(coarse, known[coarse], at);
      const from = end === null ? 0 : end - CHARTS[coarse].intervalMs;
      const interval = end === null ? null : combined(known[finer], from, end);
      if (
        interval !== null &&
        !(await this.#write(coarse, append(coarse, known[coarse], interval)))
      )
        return false;
    }
    return true;
  }

  async #write(chart: ChartName, history: StatsHistory): Promise<boolean> {
    const next = { ...history, fence: this.#fence };
    if (!(await this.#records[chart].write(next))) return false;
    (await this.#read())[chart] = next;
    return true;
  }

  async #read(): Promise<Record<ChartName, StatsHistory>> {
    if (this.#known !== null) return this.#known;
    const read = async (chart: ChartName): Promise<StatsHistory> =>
      (await this.#records[chart].read()) ?? emptyHistory(chart);
    const [hour, day, week] = await Promise.all([read('hour'), read('day'), read('week')]);
    this.#known = { hour, day, week };
    return this.#known;
  }
}
