import type { QueueStats, StatsHistory, StatsPoint } from '../../lib/cluster/stats';

const MINUTE = 60_000;
const PERIODS = {
  hour: { intervalMs: MINUTE, count: 60 },
  day: { intervalMs: 5 * MINUTE, count: 288 },
  week: { intervalMs: 60 * MINUTE, count: 168 },
} as const;

/** Histories that end in the numbers of now, and rise and fall before as a working day does. */
export function sampleHistory(
  period: keyof typeof PERIODS,
  now: number,
  total: QueueStats,
  queues: Readonly<Record<string, QueueStats>>,
): StatsHistory {
  const { intervalMs, count } = PERIODS[period];
  const times = Array.from({ length: count }, (_, index) => now - (count - 1 - index) * intervalMs);
  const points = (stats: QueueStats, seed: number): StatsPoint[] =>
    times.map((at, index) =>
      pointOf(stats, at, index === count - 1 ? 1 : load(at, index, seed), intervalMs),
    );
  return {
    fence: 4,
    intervalMs,
    points: points(total, 1),
    queues: Object.fromEntries(
      Object.entries(queues).map(([name, stats], index) => [name, points(stats, index + 2)]),
    ),
  };
}

function pointOf(stats: QueueStats, at: number, part: number, intervalMs: number): StatsPoint {
  const ended = (stats.perMinute * intervalMs * (0.6 + 0.4 * part)) / MINUTE;
  const failed = Math.round(ended * (1 - (stats.successRate ?? 1)) * part);
  return {
    at,
    waiting: Math.round(stats.waiting * part),
    running: Math.round(stats.running * Math.min(1, 0.5 + 0.5 * part)),
    completed: Math.max(0, Math.round(ended) - failed),
    failed,
    oldestWaitingMs: Math.round((stats.oldestWaitingMs ?? 0) * part),
    waitP95Ms: Math.round((stats.waitMs?.p95 ?? 0) * (0.5 + 0.5 * part)),
    runP95Ms: Math.round((stats.runMs?.p95 ?? 0) * (0.8 + 0.2 * part)),
  };
}

/** How busy a moment is beside now: a slow wave over the day, and a little unrest, the same in every run. */
function load(at: number, index: number, seed: number): number {
  const day = Math.sin((at / (24 * 60 * MINUTE)) * 2 * Math.PI + seed);
  const unrest = Math.sin(index * 1.7 + seed) * Math.sin(index * 0.37 + seed * 2);
  return Math.max(0.05, 0.75 + 0.3 * day + 0.35 * unrest);
}
