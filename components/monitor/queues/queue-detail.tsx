'use client';

import { Anchor, Skeleton, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import Link from 'next/link';

import { useClusterSettings, useLiveStats, useServers } from '@/hooks/monitor/use-cluster';
import { type QueueName, QUEUES } from '@/lib/jobs/queues';

import { HistorySection } from '../charts/history-section';
import { LiveSection } from '../live/live-section';
import { OverviewSection } from '../overview/overview-section';
import { MonitorPage } from '../shell/monitor-page';
import { PauseAction } from './pause-action';
import { PausedBadge } from './paused-badge';
import { QueueFigures } from './queue-figures';
import { QueueForm } from './queue-form';
import classes from './queues.module.css';
import { slotsOf } from './slots';

/** One queue: how it does, how it is tuned, and its history. */
export function QueueDetail({ name }: { name: QueueName }) {
  const settings = useClusterSettings();
  const live = useLiveStats();
  const servers = useServers();
  const stats = live.value?.queues[name] ?? null;
  const paused = settings.value?.queues[name].paused ?? false;
  return (
    <>
      <Anchor component={Link} href="/admin/queues" size="sm" className={classes.back}>
        <IconArrowLeft size={16} aria-hidden /> All queues
      </Anchor>
      <MonitorPage
        title={QUEUES[name].title}
        description={
          <span className={classes.code}>
            {name} {paused && <PausedBadge />}
          </span>
        }
        actions={
          settings.value !== null && (
            <PauseAction name={name} paused={paused} waiting={stats?.waiting ?? 0} size="sm" />
          )
        }
      >
        <LiveSection
          live={live}
          what="The numbers"
          skeleton={<Skeleton height={112} radius="lg" />}
          missing={<Text c="dimmed">Nothing was counted yet.</Text>}
        >
          {() =>
            stats === null ? (
              <Text c="dimmed">The leader has not counted this queue.</Text>
            ) : (
              <QueueFigures
                stats={stats}
                slots={
                  settings.value === null
                    ? null
                    : slotsOf(name, servers.value ?? [], settings.value)
                }
              />
            )
          }
        </LiveSection>
        <OverviewSection
          title="Tuning"
          description="Holds on every server within a second or two, for jobs that start after it."
        >
          <LiveSection
            live={settings}
            what="The settings"
            skeleton={<Skeleton height={240} radius="lg" />}
          >
            {(current) => (
              <QueueForm
                name={name}
                settings={current.queues[name]}
                servers={servers.value ?? []}
                running={stats?.running ?? null}
              />
            )}
          </LiveSection>
        </OverviewSection>
        <HistorySection queue={name} />
      </MonitorPage>
    </>
  );
}
