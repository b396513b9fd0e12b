'use client';

import { Anchor, Group } from '@mantine/core';
import Link from 'next/link';

import { useClusterSettings, useServers } from '@/hooks/monitor/use-cluster';
import { type ClusterSettings, DEFAULT_SETTINGS } from '@/lib/cluster/settings';
import type { QueueStats } from '@/lib/cluster/stats';
import { PRIORITIES } from '@/lib/jobs/priority';
import { QUEUE_NAMES, type QueueName, QUEUES } from '@/lib/jobs/queues';

import { NOTHING, rateWords, shareWords, spanWords, wholeWords } from '../live/words';
import { PausedBadge } from '../queues/paused-badge';
import { slotsOf } from '../queues/slots';
import { type Column, DataTable } from '../table/data-table';
import classes from './overview.module.css';

interface Row {
  name: QueueName;
  /** Null for a queue that the leader has not counted. */
  stats: QueueStats | null;
  slots: number;
  settings: ClusterSettings['queues'][QueueName];
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'name', header: 'Queue', cell: (row) => <QueueNameCell row={row} /> },
  {
    key: 'waiting',
    header: 'Waiting',
    numeric: true,
    cell: ({ stats }) => <Waiting stats={stats} />,
  },
  {
    key: 'oldest',
    header: 'Oldest',
    numeric: true,
    cell: ({ stats }) => spanWords(stats?.oldestWaitingMs ?? null),
  },
  {
    key: 'running',
    header: 'Running / slots',
    numeric: true,
    cell: ({ stats, slots }) =>
      `${stats === null ? NOTHING : wholeWords(stats.running)} / ${wholeWords(slots)}`,
  },
  {
    key: 'rate',
    header: 'A minute',
    numeric: true,
    cell: ({ stats }) => rateWords(stats?.perMinute ?? null),
  },
  {
    key: 'success',
    header: 'Success',
    numeric: true,
    cell: ({ stats }) => shareWords(stats?.successRate ?? null),
  },
  {
    key: 'wait',
    header: 'Wait p95',
    numeric: true,
    cell: ({ stats }) => spanWords(stats?.waitMs?.p95 ?? null),
  },
  {
    key: 'run',
    header: 'Run p95',
    numeric: true,
    cell: ({ stats }) => spanWords(stats?.runMs?.p95 ?? null),
  },
  {
    key: 'failed',
    header: 'Dead letters',
    numeric: true,
    cell: ({ stats }) => (stats === null ? NOTHING : wholeWords(stats.failed)),
  },
];

/** Every queue beside the others. */
export function QueueTable({ queues }: { queues: Readonly<Record<string, QueueStats>> }) {
  const servers = useServers();
  const settings = useClusterSettings().value ?? DEFAULT_SETTINGS;
  const rows = QUEUE_NAMES.map((name) => ({
    name,
    stats: queues[name] ?? null,
    slots: slotsOf(name, servers.value ?? [], settings),
    settings: settings.queues[name],
  }));
  return <DataTable label="Queues" columns={COLUMNS} rows={rows} rowKey={(row) => row.name} />;
}

function QueueNameCell({ row }: { row: Row }) {
  return (
    <Group gap="xs" wrap="nowrap">
      <Anchor component={Link} href={`/admin/queues/${row.name}`} fw={550} size="sm">
        {QUEUES[row.name].title}
      </Anchor>
      {row.settings.paused && <PausedBadge />}
    </Group>
  );
}

/** How many wait, and of which priority where that is not all the same. */
function Waiting({ stats }: { stats: QueueStats | null }) {
  if (stats === null) return NOTHING;
  const byPriority = stats.waitingByPriority;
  const parts =
    byPriority === null
      ? []
      : PRIORITIES.filter((priority) => byPriority[priority] > 0).map(
          (priority) => `${wholeWords(byPriority[priority])} ${priority}`,
        );
  return (
    <>
      {wholeWords(stats.waiting)}
      {parts.length > 0 && <small className={classes.priorities}>{parts.join(', ')}</small>}
    </>
  );
}
