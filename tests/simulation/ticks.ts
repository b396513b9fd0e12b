import type { ScheduleRecord } from '@/lib/cluster/schedule';
import type { Job } from '@/lib/jobs/job';
import { idOfKey } from '@/lib/queue/fingerprint';
import type { RecordStore } from '@/lib/queue/ports/record-store';
import { RECORDS } from '@/lib/queue/records';
import { type NextTick, type Schedule, SYSTEM_USER } from '@/lib/queue/schedules/schedule';

import type { StepsInput } from './kinds';

const TICK_MS = 8_000;
const LAST_MS = 40_000;
const NEVER = Number.MAX_SAFE_INTEGER;

const input: StepsInput = { steps: 0, stepMs: 1, errorRate: 0, deaf: false };

export const SCHEDULE: Schedule = {
  name: 'ticks',
  cron: 'every eight seconds',
  kind: 'steps',
  input,
  missed: 'all',
};

/** Of the store's clock; the last one comes as the faults end. */
export const nextTick: NextTick = (_, after) => {
  const next = (Math.floor(after / TICK_MS) + 1) * TICK_MS;
  return next > LAST_MS ? NEVER : next;
};

/** What became of each tick. */
export class Ticks {
  #record: ScheduleRecord | null = null;

  constructor(records: RecordStore) {
    records.watch(RECORDS.schedules, SCHEDULE.name, {
      next: (record) => (this.#record = record?.value ?? null),
      error: () => undefined,
    });
  }

  get over(): boolean {
    return this.#record?.nextTickAt === NEVER;
  }

  /** Each tick since the first one that was seen has one job, and there are no others. */
  violations(jobs: readonly Job[]): string[] {
    const ids = new Set(jobs.filter(({ userId }) => userId === SYSTEM_USER).map(({ id }) => id));
    const ticks: number[] = [];
    for (let tick = nextTick('', 0); tick !== NEVER; tick = nextTick('', tick)) ticks.push(tick);
    const idOf = (tick: number): string =>
      idOfKey(SYSTEM_USER, `schedule:${SCHEDULE.name}:${tick}`);
    const first = ticks.findIndex((tick) => ids.has(idOf(tick)));
    const wanted = first === -1 ? [] : ticks.slice(first);
    const without = wanted.filter((tick) => !ids.has(idOf(tick)));
    const wrong = without.map((tick) => `the tick at ${tick} ms has no job`);
    if (ids.size > wanted.length) wrong.push(`${ids.size} jobs for ${wanted.length} ticks`);
    if (this.#record?.missed !== 0)
      wrong.push(`${this.#record?.missed ?? 'all'} ticks were missed`);
    return wrong;
  }
}
