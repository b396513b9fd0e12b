import type { StatsPoint } from '@/lib/cluster/stats';
import type { Millis } from '@/lib/jobs/job';

import type { ChartKind } from './chart-kinds';

/** One moment of a chart: `at`, and a value for each series; null where nobody counted. */
export type ChartRow = { at: Millis } & Record<string, number | null>;

/** The points as rows, with a gap wherever the statistics were silent for longer than one interval. */
export function chartRows(
  kind: ChartKind,
  points: readonly StatsPoint[],
  intervalMs: Millis,
): ChartRow[] {
  const rows: ChartRow[] = [];
  let before: Millis | null = null;
  for (const point of points) {
    if (before !== null && point.at - before > intervalMs * 2) {
      rows.push(row(kind, before + intervalMs, () => null));
    }
    rows.push(row(kind, point.at, (series) => series.read(point, intervalMs)));
    before = point.at;
  }
  return rows;
}

function row(
  kind: ChartKind,
  at: Millis,
  valueOf: (series: ChartKind['series'][number]) => number | null,
): ChartRow {
  return Object.assign(
    { at },
    Object.fromEntries(kind.series.map((series) => [series.name, valueOf(series)])),
  );
}

/** What the picture says, in words: the newest value of each series, and its highest with its time. */
export function chartSentence(
  kind: ChartKind,
  rows: readonly ChartRow[],
  timeWords: (at: Millis) => string,
): string {
  const parts = kind.series.flatMap(({ name, label }) => {
    const counted = rows.filter((entry) => typeof entry[name] === 'number');
    const newest = counted.at(-1);
    if (newest === undefined) return [];
    const highest = counted.reduce((best, entry) =>
      (entry[name] ?? 0) > (best[name] ?? 0) ? entry : best,
    );
    return `${label}: ${kind.words(newest[name] ?? 0)} last, highest ${kind.words(highest[name] ?? 0)} at ${timeWords(highest.at)}`;
  });
  return parts.length === 0 ? `${kind.title}: nothing was counted.` : `${parts.join('. ')}.`;
}
