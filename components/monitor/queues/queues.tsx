'use client';

import { Anchor, Button, Group, Skeleton } from '@mantine/core';
import Link from 'next/link';

import { useClusterSettings, useLiveStats, useServers } from '@/hooks/monitor/use-cluster';
import type { QueueSettings } from '@/lib/cluster/settings';
import type { QueueStats } from '@/lib/cluster/stats';
import { QUEUE_NAMES, type QueueName, QUEUES } from '@/lib/jobs/queues';

import { LiveSection } from '../live/live-section';
import { NOTHING, spanWords, wholeWords } from '../live/words';
import { MonitorPage } from '../shell/monitor-page';
import { type Column, DataTable } from '../table/data-table';
import { PauseAction } from './pause-action';
import { PausedBadge } from './paused-badge';
import { slotsOf } from './slots';
import { SlotUse } from './slot-use';

interface Row {
  name: QueueName;
  stats: QueueStats | null;
  slots: number;
  settings: QueueSettings;
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'name',
    header: 'Queue',
    cell: ({ name, settings }) => (
      <Group gap="xs" wrap="nowrap">
        <Anchor component={Link} href={`/admin/queues/${name}`} fw={550} size="sm">
          {QUEUES[name].title}
        </Anchor>
        {settings.paused && <PausedBadge />}
      </Group>
    ),
  },
  {
    key: 'waiting',
    header: 'Waiting',
    numeric: true,
    cell: ({ stats }) => (stats === null ? NOTHING : wholeWords(stats.waiting)),
  },
  {
    key: 'oldest',
    header: 'Oldest',
    numeric: true,
    cell: ({ stats }) => spanWords(stats?.oldestWaitingMs ?? null),
  },
  {
    key: 'slots',
    header: 'Running / slots',
    width: 170,
    cell: ({ stats, slots }) => <SlotUse running={stats?.running ?? null} slots={slots} />,
  },
  {
    key: 'user',
    header: 'Of one user',
    numeric: true,
    cell: ({ settings }) => limitWords(settings.userConcurrency),
  },
  {
    key: 'size',
    header: 'Waiting at most',
    numeric: true,
    cell: ({ settings }) => limitWords(settings.maxQueueSize),
  },
  {
    key: 'timeout',
    header: 'Longest attempt',
    numeric: true,
    cell: ({ settings }) =>
      settings.requestTimeoutMs === null
        ? 'as its kind says'
        : spanWords(settings.requestTimeoutMs),
  },
  {
    key: 'actions',
    header: 'Actions',
    hiddenHeader: true,
    width: 190,
    cell: ({ name, settings, stats }) => (
      <Group gap="xs" wrap="nowrap" justify="flex-end">
        <PauseAction name={name} paused={settings.paused} waiting={stats?.waiting ?? 0} />
        <Button
          component={Link}
          href={`/admin/queues/${name}`}
          size="xs"
          variant="subtle"
          aria-label={`Tune ${QUEUES[name].title}`}
        >
          Tune
        </Button>
      </Group>
    ),
  },
];

/** Every queue, what waits in it, and how it is tuned; pause and resume. */
export function Queues() {
  const settings = useClusterSettings();
  const stats = useLiveStats();
  const servers = useServers();
  return (
    <MonitorPage
      title="Queues"
      description="A change holds on every server within a second or two. Nothing that waits is lost."
    >
      <LiveSection
        live={settings}
        what="The queues"
        skeleton={<Skeleton height={400} radius="lg" />}
      >
        {(current) => (
          <DataTable
            label="Queues"
            cardsBelow="62em"
            columns={COLUMNS}
            rows={QUEUE_NAMES.map((name) => ({
              name,
              stats: stats.value?.queues[name] ?? null,
              slots: slotsOf(name, servers.value ?? [], current),
              settings: current.queues[name],
            }))}
            rowKey={({ name }) => name}
          />
        )}
      </LiveSection>
    </MonitorPage>
  );
}

function limitWords(limit: number | null): string {
  return limit === null ? 'no limit' : wholeWords(limit);
}
