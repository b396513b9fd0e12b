import type { StatsHistory, StatsPoint } from '../../cluster/stats';

export const MINUTE_MS = 60_000;

/** The three charts: how far apart their points are, and how many are kept. */
export const CHARTS = {
  hour: { intervalMs: MINUTE_MS, most: 60 },
  day: { intervalMs: 5 * MINUTE_MS, most: 288 },
  week: { intervalMs: 60 * MINUTE_MS, most: 168 },
} as const;

export type ChartName = keyof typeof CHARTS;

/** One interval: of all queues together, and of each. */
export interface Interval {
  total: StatsPoint;
  queues: Record<string, StatsPoint>;
}

export function emptyHistory(chart: ChartName): StatsHistory {
  return { fence: 0, intervalMs: CHARTS[chart].intervalMs, points: [], queues: {} };
}

/** The end of the newest interval; 0 when there is none. */
export function endOf(history: StatsHistory): number {
  return history.points.at(-1)?.at ?? 0;
}

/** The history with one more interval; the oldest make room. A queue that did nothing in all of them is left out. */
export function append(chart: ChartName, history: StatsHistory, interval: Interval): StatsHistory {
  const { intervalMs, most } = CHARTS[chart];
  const oldest = interval.total.at - (most - 1) * intervalMs;
  const kept = (points: readonly StatsPoint[], next: StatsPoint | undefined): StatsPoint[] =>
    [...points, ...(next === undefined ? [] : [next])].filter(({ at }) => at >= oldest);
  const names = new Set([...Object.keys(history.queues), ...Object.keys(interval.queues)]);
  const queues = [...names]
    .map((name) => [name, kept(history.queues[name] ?? [], interval.queues[name])] as const)
    .filter(([, points]) => points.some(didSomething));
  return {
    ...history,
    points: kept(history.points, interval.total),
    queues: Object.fromEntries(queues),
  };
}

/**
 * Whether a coarser chart has an interval to add: one of its own has ended since its newest.
 * @returns the end of that interval; null when none has ended
 */
export function endedInterval(chart: ChartName, history: StatsHistory, now: number): number | null {
  const { intervalMs } = CHARTS[chart];
  const end = Math.floor(now / intervalMs) * intervalMs;
  return end > endOf(history) ? end : null;
}

/** A coarser interval from the points of a finer chart; null when that has none in it. */
export function combined(finer: StatsHistory, from: number, to: number): Interval | null {
  const within = (points: readonly StatsPoint[]): StatsPoint | null =>
    points
      .filter(({ at }) => at > from && at <= to)
      .reduce<StatsPoint | null>(
        (sum, point) => (sum === null ? point : combine(sum, point)),
        null,
      );
  const total = within(finer.points);
  if (total === null) return null;
  const queues = Object.entries(finer.queues)
    .map(([name, points]) => [name, within(points)] as const)
    .filter((entry): entry is [string, StatsPoint] => entry[1] !== null)
    .map(([name, point]) => [name, { ...point, at: to }] as const);
  return { total: { ...total, at: to }, queues: Object.fromEntries(queues) };
}

/** What ended adds up; of everything else the most counts. */
export function combine(a: StatsPoint, b: StatsPoint): StatsPoint {
  return {
    at: Math.max(a.at, b.at),
    waiting: Math.max(a.waiting, b.waiting),
    running: Math.max(a.running, b.running),
    completed: a.completed + b.completed,
    failed: a.failed + b.failed,
    oldestWaitingMs: Math.max(a.oldestWaitingMs, b.oldestWaitingMs),
    waitP95Ms: Math.max(a.waitP95Ms, b.waitP95Ms),
    runP95Ms: Math.max(a.runP95Ms, b.runP95Ms),
  };
}

function didSomething({ at: _at, ...figures }: StatsPoint): boolean {
  return Object.values(figures).some((figure) => figure > 0);
}
