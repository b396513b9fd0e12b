'use client';

import { Button, Skeleton, Title } from '@mantine/core';
import { IconChartAreaLine, IconTable } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { memo, useId, useState } from 'react';

import type { Range } from '@/hooks/monitor/use-cluster';

import type { ChartKind } from './chart-kinds';
import { type ChartRow, chartSentence } from './chart-rows';
import { ChartTable } from './chart-table';
import classes from './charts.module.css';
import { momentWords } from './range';

const SeriesChart = dynamic(() => import('./series-chart'), {
  ssr: false,
  loading: () => <Skeleton height={200} />,
});

export interface ChartCardProps {
  kind: ChartKind;
  rows: readonly ChartRow[];
  range: Range;
}

/** A picture over time, and the table that it is drawn from. */
export const ChartCard = memo(function ChartCard({ kind, rows, range }: ChartCardProps) {
  const [asTable, setAsTable] = useState(false);
  const titleId = useId();
  const Icon = asTable ? IconChartAreaLine : IconTable;
  return (
    <div className={classes.card}>
      <div className={classes.cardHead}>
        <Title order={3} size="h4" id={titleId} className={classes.cardTitle}>
          {kind.title}
        </Title>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<Icon size={14} aria-hidden />}
          aria-describedby={titleId}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? 'Chart' : 'Table'}
        </Button>
      </div>
      <ul className={classes.legend} hidden={kind.series.length < 2}>
        {kind.series.map(({ name, label, color }) => (
          <li key={name}>
            <span style={{ background: `var(--mantine-color-${color.replace('.', '-')})` }} />
            {label}
          </li>
        ))}
      </ul>
      {asTable ? (
        <ChartTable kind={kind} rows={rows} range={range} />
      ) : (
        <div
          role="img"
          aria-label={`${kind.title}. ${chartSentence(kind, rows, (at) => momentWords(range, at))}`}
          className={classes.picture}
        >
          <SeriesChart kind={kind} rows={rows} range={range} />
        </div>
      )}
    </div>
  );
});
