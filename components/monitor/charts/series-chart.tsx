'use client';

import '@mantine/charts/styles.css';

import { AreaChart } from '@mantine/charts';

import type { Range } from '@/hooks/monitor/use-cluster';

import type { ChartKind } from './chart-kinds';
import type { ChartRow } from './chart-rows';
import { momentWords, RANGES, tickWords } from './range';

export interface SeriesChartProps {
  kind: ChartKind;
  rows: readonly ChartRow[];
  range: Range;
}

/** The picture alone. Carries the charts' library: load it with next/dynamic. */
export default function SeriesChart({ kind, rows, range }: SeriesChartProps) {
  const end = rows.at(-1)?.at ?? 0;
  return (
    <AreaChart
      h={200}
      data={[...rows]}
      dataKey="at"
      series={kind.series.map(({ name, label, color }) => ({ name, label, color }))}
      type={kind.stacked ? 'stacked' : 'default'}
      curveType="linear"
      withDots={false}
      connectNulls={false}
      fillOpacity={0.16}
      strokeWidth={1.75}
      tickLine="none"
      accessibilityLayer={false}
      valueFormatter={kind.words}
      xAxisProps={{
        type: 'number',
        scale: 'time',
        domain: [end - RANGES[range].spanMs, end],
        tickCount: 7,
        tickFormatter: (at: number) => tickWords(range, at),
        minTickGap: 28,
      }}
      yAxisProps={{ width: 64, allowDecimals: false }}
      areaChartProps={{ syncId: `monitor-${range}`, syncMethod: 'value' }}
      tooltipProps={{
        // Also called while nothing is pointed at.
        labelFormatter: (at) => (typeof at === 'number' ? momentWords(range, at) : ''),
      }}
    />
  );
}
