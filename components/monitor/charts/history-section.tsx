'use client';

import { SegmentedControl, Select, Skeleton, Text } from '@mantine/core';
import { useMemo, useState } from 'react';

import { type Range, useStatsHistory } from '@/hooks/monitor/use-cluster';
import type { StatsHistory } from '@/lib/cluster/stats';
import { QUEUE_NAMES, type QueueName, QUEUES } from '@/lib/jobs/queues';

import { LiveSection } from '../live/live-section';
import { OverviewSection } from '../overview/overview-section';
import { ChartCard } from './chart-card';
import { CHARTS } from './chart-kinds';
import { chartRows } from './chart-rows';
import classes from './charts.module.css';
import { isRange, RANGES } from './range';

const ALL = 'all';

/** How it went over an hour, a day or a week: all queues together, or one. */
export function HistorySection({ queue: fixed }: { queue?: QueueName }) {
  const [range, setRange] = useState<Range>('hour');
  const [picked, setPicked] = useState<string>(ALL);
  const history = useStatsHistory(range);
  const queue = fixed ?? picked;
  return (
    <OverviewSection
      title="History"
      actions={
        <div className={classes.controls}>
          {fixed === undefined && (
            <Select
              aria-label="Queue"
              size="sm"
              w={180}
              allowDeselect={false}
              value={picked}
              onChange={(value) => setPicked(value ?? ALL)}
              data={[
                { value: ALL, label: 'All queues' },
                ...QUEUE_NAMES.map((name) => ({ value: name, label: QUEUES[name].title })),
              ]}
            />
          )}
          <SegmentedControl
            aria-label="Time"
            size="sm"
            value={range}
            onChange={(value) => {
              if (isRange(value)) setRange(value);
            }}
            data={Object.entries(RANGES).map(([value, { label }]) => ({ value, label }))}
          />
        </div>
      }
    >
      <LiveSection
        live={history}
        what="The history"
        skeleton={
          <div className={classes.grid}>
            {CHARTS.map(({ id }) => (
              <Skeleton key={id} height={272} radius="lg" />
            ))}
          </div>
        }
        missing={<NoHistory range={range} />}
      >
        {(value) => <Charts history={value} queue={queue} range={range} />}
      </LiveSection>
    </OverviewSection>
  );
}

function Charts({ history, queue, range }: { history: StatsHistory; queue: string; range: Range }) {
  // Drawn anew once a point's interval, not with every number that changes beside them.
  const charts = useMemo(() => {
    const points = queue === ALL ? history.points : (history.queues[queue] ?? []);
    return points.length === 0
      ? null
      : CHARTS.map((kind) => ({ kind, rows: chartRows(kind, points, history.intervalMs) }));
  }, [history, queue]);
  if (charts === null) return <NoHistory range={range} />;
  return (
    <div className={classes.grid}>
      {charts.map(({ kind, rows }) => (
        <ChartCard key={kind.id} kind={kind} rows={rows} range={range} />
      ))}
    </div>
  );
}

function NoHistory({ range }: { range: Range }) {
  return (
    <Text size="sm" c="dimmed" className={classes.nothing}>
      Nothing was counted over {RANGES[range].words}. The first points appear a few minutes after a
      worker started.
    </Text>
  );
}
