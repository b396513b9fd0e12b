'use client';

import { IconHourglassEmpty } from '@tabler/icons-react';

import { EmptyState } from '@/components/feedback/empty-state';
import { useLiveStats } from '@/hooks/monitor/use-cluster';

import { HistorySection } from '../charts/history-section';
import { LiveSection } from '../live/live-section';
import { AlertBanner } from '../shell/alert-banner';
import { MonitorPage } from '../shell/monitor-page';
import { ErrorCodes } from './error-codes';
import { Figures } from './figures';
import { HealthCard } from './health-card';
import { ModelSpendTable } from './model-spend';
import classes from './overview.module.css';
import { OverviewSection } from './overview-section';
import { OverviewSkeleton } from './overview-skeleton';
import { QueueTable } from './queue-table';

/** Is it healthy, what waits and how long, what ends and how well, by queue, over time. */
export function Overview() {
  const live = useLiveStats();
  return (
    <MonitorPage title="Overview">
      <HealthCard />
      <AlertBanner />
      <LiveSection
        live={live}
        what="The statistics"
        skeleton={<OverviewSkeleton />}
        missing={<NothingCounted />}
      >
        {(stats) => (
          <>
            <Figures stats={stats} />
            <OverviewSection title="Queues" description="Now, and over the last five minutes.">
              <QueueTable queues={stats.queues} />
            </OverviewSection>
            <HistorySection />
            <div className={classes.pair}>
              <OverviewSection
                title="Failed attempts by error"
                description="Over the last five minutes."
              >
                <ErrorCodes errors={stats.errors} />
              </OverviewSection>
              <OverviewSection title="Spend by model" description="Since midnight, UTC.">
                <ModelSpendTable spend={stats.spend} />
              </OverviewSection>
            </div>
          </>
        )}
      </LiveSection>
    </MonitorPage>
  );
}

function NothingCounted() {
  return (
    <EmptyState
      icon={<IconHourglassEmpty size={30} stroke={1.75} />}
      title="Nothing was counted yet"
      description="The server that leads the cluster writes the statistics every few seconds. Start a worker, and they appear here."
    />
  );
}
