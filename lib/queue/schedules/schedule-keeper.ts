import type { ScheduleRecord } from '../../cluster/schedule';
import type { Millis } from '../../jobs/job';
import type { Duty } from '../cluster/duty';
import type { Engine } from '../engine';
import type { StoredRecord } from '../ports/record-store';
import type { Queue } from '../queue';
import { RECORDS } from '../records';
import { type DueTicks, dueTicks } from './due-ticks';
import { type NextTick, type Schedule, SYSTEM_USER } from './schedule';

/** How often the leader looks whether a tick has come. Milliseconds. */
const EVERY_MS = 1_000;

/** So long what was read is taken to be true: an administrator's pause is seen by then. Milliseconds. */
const FRESH_MS = 15_000;

interface Known {
  record: StoredRecord<ScheduleRecord> | null;
  /** The store's clock when it answered, and this process's then. */
  at: Millis;
  answered: number;
}

/** The leader's part in recurring jobs. */
export function scheduleDuty(keeper: ScheduleKeeper): Duty {
  return { name: 'schedules', everyMs: EVERY_MS, run: (fence) => keeper.tick(fence) };
}

/**
 * Makes one job a tick, whoever calls and however often: the job's id is derived from schedule and tick, so a
 * second submit meets the first one's job, and only then is the tick noted as dealt with, by compare-and-set.
 * Ticks are judged by the store's clock.
 */
export class ScheduleKeeper {
  readonly #engine: Engine;
  readonly #queue: Pick<Queue, 'submit'>;
  readonly #schedules: readonly Schedule[];
  readonly #nextTick: NextTick;
  readonly #known = new Map<string, Known>();

  constructor(
    engine: Engine,
    queue: Pick<Queue, 'submit'>,
    schedules: readonly Schedule[],
    nextTick: NextTick,
  ) {
    this.#engine = engine;
    this.#queue = queue;
    this.#schedules = schedules;
    this.#nextTick = nextTick;
  }

  /**
   * Deals with the ticks that have come. Never throws: a schedule that fails is tried again by the next call.
   * @param fence the leader's, and an older leader does nothing; null for a caller where nobody leads
   */
  async tick(fence: number | null): Promise<void> {
    for (const schedule of this.#schedules) {
      try {
        await this.#look(schedule, fence);
      } catch (error) {
        const fields = { schedule: schedule.name, error: String(error) };
        this.#engine.log.warn(fields, 'a schedule waits for its next turn');
      }
    }
  }

  async #look(schedule: Schedule, fence: number | null): Promise<void> {
    const known = this.#known.get(schedule.name);
    if (known?.record != null && !this.#isDue(known) && this.#age(known) < FRESH_MS) return;
    // Whatever is done now is done upon what stands there now.
    this.#known.delete(schedule.name);
    const { record, at } = await this.#engine.records.read(RECORDS.schedules, schedule.name);
    const answered = this.#engine.clock.monotonic();
    const newestFence = record?.value.fence ?? 0;
    if (fence !== null && newestFence > fence) return;
    const wanted = await this.#deal(schedule, record, at);
    // It stood still meanwhile: another leads by now.
    if (this.#engine.clock.monotonic() - answered >= FRESH_MS) return;
    if (wanted === null) this.#known.set(schedule.name, { record, at, answered });
    else await this.#note(schedule.name, record, { ...wanted, fence: fence ?? newestFence });
  }

  /** Does what is due. @returns what the record says then; null to leave it */
  async #deal(
    schedule: Schedule,
    stored: StoredRecord<ScheduleRecord> | null,
    now: Millis,
  ): Promise<Omit<ScheduleRecord, 'fence'> | null> {
    const { cron, kind } = schedule;
    const before = stored?.value;
    if (before?.cron !== cron || before.kind !== kind) {
      const nextTickAt = this.#nextTick(cron, now);
      return { ...(before ?? NEW), cron, kind, nextTickAt };
    }
    const due = dueTicks(schedule, before.nextTickAt, now, this.#nextTick);
    if (due === null) return null;
    const { nextTickAt } = due;
    // Nothing is made up for when it goes on: an administrator wanted it so.
    if (before.paused) return { ...before, nextTickAt };
    const jobId = await this.#submit(schedule, due);
    return {
      ...before,
      lastTickAt: due.lastTickAt,
      nextTickAt,
      lastJobId: jobId ?? before.lastJobId,
      missed: before.missed + due.missed,
    };
  }

  async #submit({ name, kind, input }: Schedule, due: DueTicks): Promise<string | null> {
    let jobId: string | null = null;
    for (const tick of due.run) {
      const idempotencyKey = `schedule:${name}:${tick}`;
      const request = { kind, userId: SYSTEM_USER, input, idempotencyKey };
      jobId = (await this.#queue.submit(request)).job.id;
      this.#engine.log.info({ schedule: name, jobId }, 'a tick has its job');
    }
    return jobId;
  }

  async #note(
    name: string,
    stored: StoredRecord<ScheduleRecord> | null,
    value: ScheduleRecord,
  ): Promise<void> {
    const { records, clock } = this.#engine;
    const version = stored?.version ?? null;
    const write = { collection: RECORDS.schedules, id: name, value, version };
    const outcome = await records.write([write]);
    const [written] = outcome.ok ? outcome.versions : [];
    // Somebody else wrote: the next look sees what.
    if (!outcome.ok || written === undefined) return;
    const record = { id: name, value, version: written };
    this.#known.set(name, { record, at: outcome.at, answered: clock.monotonic() });
  }

  #age({ answered }: Known): number {
    return this.#engine.clock.monotonic() - answered;
  }

  #isDue(known: Known): boolean {
    return (known.record?.value.nextTickAt ?? 0) <= known.at + this.#age(known);
  }
}

const NEW = { paused: false, lastTickAt: null, lastJobId: null, missed: 0 };
