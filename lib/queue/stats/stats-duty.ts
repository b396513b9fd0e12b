import type { RunCounts } from '../../cluster/run-counts';
import type { ServerRecord } from '../../cluster/server';
import type { LiveStats } from '../../cluster/stats';
import { QUEUE_NAMES } from '../../jobs/queues';
import type { Duty } from '../cluster/duty';
import type { Engine } from '../engine';
import { RECORDS } from '../records';
import { DepthReader } from './depth-reader';
import { SteadyWish, workersFor } from './desired-workers';
import { FencedRecord } from './fenced-record';
import { FunctionRuns } from './function-runs';
import { HistoryKeeper } from './history-keeper';
import { addEnded, addSpend, judge, loadsOf, type Observation } from './live-stats';
import { Minute } from './minute';
import { type CountsByQueue, RecentCounts } from './recent-counts';
import { StuckQueues } from './stuck-queues';

/** Asked at each heartbeat; a little less than five seconds, so that a heartbeat that is early counts. */
const EVERY_MS = 4_500;

/** While nothing happens. Milliseconds. */
const IDLE_MS = 14_000;

const WINDOW_MS = 5 * 60_000;

function isNothing(counts: RunCounts): boolean {
  const { started, completed, failed, cancelled, retried } = counts;
  return started + completed + failed + cancelled + retried === 0;
}

/** What one term of a leader knows. */
interface Term {
  fence: number;
  record: FencedRecord<LiveStats>;
  history: HistoryKeeper;
  recent: RecentCounts;
  functions: FunctionRuns;
  depths: DepthReader;
  stuck: StuckQueues;
  wish: SteadyWish;
  minute: Minute;
  sums: Pick<LiveStats, 'ended' | 'spend' | 'spendDay'>;
  wroteAt: number | null;
  idle: boolean;
}

/**
 * Writes what the monitor, the metrics and the alerts show. What ended comes from the counters in the servers'
 * heartbeats, which the leader reads anyway, and from what functions tell; what waits is counted by the store.
 */
export class StatsDuty implements Duty {
  readonly name = 'statistics';
  readonly everyMs = EVERY_MS;
  readonly #engine: Engine;
  readonly #leaderId: string;
  readonly #openBreakers: () => string[];
  #term: Term | null = null;
  #latest: LiveStats | null = null;

  /** @param openBreakers those that hold calls back now, as `provider:model` */
  constructor(engine: Engine, leaderId: string, openBreakers: () => string[]) {
    this.#engine = engine;
    this.#leaderId = leaderId;
    this.#openBreakers = openBreakers;
  }

  /** What this leader wrote last; null before it has. */
  get latest(): LiveStats | null {
    return this.#latest;
  }

  async run(fence: number, servers: readonly ServerRecord[]): Promise<void> {
    const { clock } = this.#engine;
    if (this.#term?.fence !== fence) this.#term = await this.#begin(fence);
    const term = this.#term;
    const step = term.recent.observe(
      [...servers, ...(await term.functions.look())],
      clock.monotonic(),
    );
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    term.sums = {
      ended: addEnded(term.sums.ended, step),
      ...addSpend(term.sums, step, day),
    };
    term.minute.count(step);
    const changed = this.#openBreakers().join() !== this.#latest?.openBreakers.join();
    const quiet = !changed && Object.values(step).every(isNothing);
    const recently = term.wroteAt !== null && clock.monotonic() - term.wroteAt < IDLE_MS;
    if (term.idle && quiet && recently) return;
    await this.#write(term, servers, step);
  }

  async #write(term: Term, servers: readonly ServerRecord[], step: CountsByQueue): Promise<void> {
    const { clock, settings } = this.#engine;
    const justFailed = Object.values(step).some(({ failed }) => failed > 0);
    const depths = await term.depths.read(justFailed);
    const now = clock.monotonic();
    const stuck = Object.entries(depths).map(([queue, { waiting }]) => {
      const started = (step[queue]?.started ?? 0) > 0;
      return [queue, term.stuck.observe(queue, { waiting, started }, now)] as const;
    });
    const observed: Observation = {
      servers,
      depths,
      recent: term.recent.sum(),
      coveredMs: term.recent.covered(now),
      stuckMs: Object.fromEntries(stuck),
      openBreakers: this.#openBreakers(),
      settings: settings.current(),
    };
    const judged = judge(observed);
    const wish = term.wish.take(workersFor(loadsOf(observed), observed.settings.autoscale), now);
    const live: LiveStats = {
      at: clock.now(),
      leaderId: this.#leaderId,
      fence: term.fence,
      ...judged,
      ...term.sums,
      desiredWorkers: wish.workers,
      desiredReason: wish.reason,
    };
    term.minute.see(judged);
    if (!(await term.record.write(live))) return;
    this.#latest = live;
    term.wroteAt = now;
    const { waiting, held, running } = live.total;
    term.idle = waiting + held + running === 0;
    await this.#keep(term, live.at);
  }

  async #keep(term: Term, now: number): Promise<void> {
    const end = term.minute.ended(now);
    if (end === null) return;
    await term.history.add(term.minute.interval(end));
    term.minute = new Minute(now);
  }

  /** A new leader goes on from what the last one wrote; what ended between their looks is in no figure. */
  async #begin(fence: number): Promise<Term> {
    const { clock, records } = this.#engine;
    const record = new FencedRecord(records, RECORDS.liveStats, 'live');
    const last = await record.read();
    const wish = new SteadyWish();
    if (last !== null && clock.now() - last.at < WINDOW_MS) {
      wish.take({ workers: last.desiredWorkers, reason: last.desiredReason }, clock.monotonic());
    }
    return {
      fence,
      record,
      history: new HistoryKeeper(records, fence),
      recent: new RecentCounts(WINDOW_MS),
      functions: new FunctionRuns(this.#engine),
      depths: new DepthReader(this.#engine, QUEUE_NAMES),
      stuck: new StuckQueues(),
      wish,
      minute: new Minute(clock.now()),
      sums: { ended: last?.ended ?? {}, spend: last?.spend ?? {}, spendDay: last?.spendDay ?? '' },
      wroteAt: null,
      idle: false,
    };
  }
}
