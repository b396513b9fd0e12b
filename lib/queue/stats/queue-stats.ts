import type { Histogram, RunCounts } from '../../cluster/run-counts';
import type { Percentiles, QueueStats } from '../../cluster/stats';
import { percentile } from './histogram';

/** Over less than this a rate would be made up from one or two jobs. Milliseconds. */
const SHORTEST_MS = 5_000;

export type Depth = Pick<
  QueueStats,
  'waiting' | 'waitingByPriority' | 'scheduled' | 'held' | 'running' | 'failed' | 'oldestWaitingMs'
>;

/** A queue now, and what its counts of the last minutes come to. @param coveredMs how much of them was seen */
export function queueStats(depth: Depth, recent: RunCounts, coveredMs: number): QueueStats {
  const ended = recent.completed + recent.failed + recent.cancelled;
  const judged = recent.completed + recent.failed;
  return {
    ...depth,
    perMinute: round((ended * 60_000) / Math.max(coveredMs, SHORTEST_MS)),
    successRate: judged === 0 ? null : recent.completed / judged,
    waitMs: percentiles(recent.waitMs),
    runMs: percentiles(recent.runMs),
  };
}

/** All queues together, as they stand. */
export function totalDepth(depths: readonly Depth[]): Depth {
  const sum = (of: (depth: Depth) => number): number =>
    depths.reduce((total, depth) => total + of(depth), 0);
  const ages = depths.map(({ oldestWaitingMs }) => oldestWaitingMs).filter((age) => age !== null);
  const priorities = depths.map(({ waitingByPriority }) => waitingByPriority);
  const known = priorities.filter((counts) => counts !== null);
  return {
    waiting: sum(({ waiting }) => waiting),
    scheduled: sum(({ scheduled }) => scheduled),
    held: sum(({ held }) => held),
    running: sum(({ running }) => running),
    failed: sum(({ failed }) => failed),
    oldestWaitingMs: ages.length === 0 ? null : Math.max(...ages),
    waitingByPriority:
      known.length < priorities.length
        ? null
        : known.reduce(
            (total, counts) => ({
              urgent: total.urgent + counts.urgent,
              high: total.high + counts.high,
              normal: total.normal + counts.normal,
              low: total.low + counts.low,
            }),
            { urgent: 0, high: 0, normal: 0, low: 0 },
          ),
  };
}

function percentiles(histogram: Histogram): Percentiles | null {
  const p50 = percentile(histogram, 0.5);
  const p95 = percentile(histogram, 0.95);
  const p99 = percentile(histogram, 0.99);
  if (p50 === null || p95 === null || p99 === null) return null;
  return { p50: Math.round(p50), p95: Math.round(p95), p99: Math.round(p99) };
}

function round(perMinute: number): number {
  return Math.round(perMinute * 10) / 10;
}
