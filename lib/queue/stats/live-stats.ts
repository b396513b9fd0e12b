import type { ServerRecord } from '../../cluster/server';
import type { ClusterSettings } from '../../cluster/settings';
import type { EndedTotals, LiveStats, QueueStats } from '../../cluster/stats';
import { QUEUES, type QueueName } from '../../jobs/queues';
import type { QueueLoad } from './desired-workers';
import { type ClusterCondition, healthOf, type QueueCondition } from './health';
import { addCounts, addUses } from './count-sums';
import { mean } from './histogram';
import { type Depth, queueStats, totalDepth } from './queue-stats';
import type { CountsByQueue } from './recent-counts';
import { noCounts } from './run-counter';

/** For a queue in which nothing ended lately. Milliseconds. */
const USUAL_RUN_MS = 10_000;

/** What the leader knows when it writes. */
export interface Observation {
  servers: readonly ServerRecord[];
  depths: Readonly<Record<string, Depth>>;
  /** Of the window. */
  recent: CountsByQueue;
  coveredMs: number;
  /** By queue: for how long none has started although some wait. Milliseconds. */
  stuckMs: Readonly<Record<string, number>>;
  openBreakers: readonly string[];
  settings: ClusterSettings;
}

export type Judged = Pick<
  LiveStats,
  'servers' | 'health' | 'queues' | 'total' | 'recent' | 'errors' | 'windowMs' | 'openBreakers'
>;

/** The figures and the judgement that follow from what was observed. */
export function judge(observed: Observation): Judged {
  const { servers, depths, recent, coveredMs } = observed;
  const all = Object.values(recent).reduce(addCounts, noCounts());
  const queues: Record<string, QueueStats> = Object.fromEntries(
    Object.entries(depths).map(([queue, depth]) => [
      queue,
      queueStats(depth, recent[queue] ?? noCounts(), coveredMs),
    ]),
  );
  const draining = servers.filter((server) => server.draining).length;
  return {
    servers: { alive: servers.length, draining },
    queues,
    total: queueStats(totalDepth(Object.values(depths)), all, coveredMs),
    recent: { completed: all.completed, failed: all.failed, cancelled: all.cancelled },
    errors: all.errors,
    windowMs: coveredMs,
    openBreakers: [...observed.openBreakers],
    health: healthOf(conditionOf(observed, servers.length - draining)),
  };
}

/** What the queues ask of the workers. */
export function loadsOf({ servers, depths, recent }: Observation): QueueLoad[] {
  return Object.entries(depths).map(([queue, { waiting, running, oldestWaitingMs }]) => ({
    title: titleOf(queue),
    waiting,
    running,
    oldestWaitingMs,
    meanRunMs: mean(recent[queue]?.runMs ?? {}) ?? USUAL_RUN_MS,
    slotsPerWorker: servers.length === 0 ? 0 : slotsOf(queue, servers) / servers.length,
  }));
}

/** Adds what was counted since. */
export function addEnded(
  before: Readonly<Record<string, EndedTotals>>,
  step: CountsByQueue,
): Record<string, EndedTotals> {
  const totals = { ...before };
  for (const [queue, counts] of Object.entries(step)) {
    const total = totals[queue] ?? { completed: 0, failed: 0, cancelled: 0, retried: 0 };
    totals[queue] = {
      completed: total.completed + counts.completed,
      failed: total.failed + counts.failed,
      cancelled: total.cancelled + counts.cancelled,
      retried: total.retried + counts.retried,
    };
  }
  return totals;
}

/** The day's spend with what was counted since; a new day begins from nothing. */
export function addSpend(
  before: Pick<LiveStats, 'spend' | 'spendDay'>,
  step: CountsByQueue,
  day: string,
): Pick<LiveStats, 'spend' | 'spendDay'> {
  const spend = before.spendDay === day ? before.spend : {};
  const used = Object.values(step).reduce(addCounts, noCounts()).usage;
  return { spend: addUses(spend, used), spendDay: day };
}

function conditionOf(observed: Observation, taking: number): ClusterCondition {
  const { servers, depths, recent, stuckMs, openBreakers, settings } = observed;
  const all = Object.values(recent).reduce(addCounts, noCounts());
  const queues = Object.entries(depths).map(
    ([queue, { waiting, held, running, oldestWaitingMs }]): QueueCondition => ({
      title: titleOf(queue),
      paused: settings.queues[queue as QueueName].paused,
      waiting,
      held,
      running,
      slots: slotsOf(queue, servers),
      oldestWaitingMs,
      stuckMs: stuckMs[queue] ?? 0,
    }),
  );
  return {
    taking,
    queues,
    ended: all.completed + all.failed,
    failed: all.failed,
    openBreakers,
    limits: settings.alerts,
  };
}

/** Jobs of a queue that the servers which take jobs may run at once. */
function slotsOf(queue: string, servers: readonly ServerRecord[]): number {
  return servers
    .filter(({ draining }) => !draining)
    .reduce((sum, { concurrency }) => sum + (concurrency[queue] ?? 0), 0);
}

function titleOf(queue: string): string {
  return queue in QUEUES ? QUEUES[queue as QueueName].title : queue;
}
