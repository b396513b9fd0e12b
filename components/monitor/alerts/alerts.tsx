'use client';

import { Skeleton, Stack, Title } from '@mantine/core';

import { useAlerts, useClusterSettings } from '@/hooks/monitor/use-cluster';

import { LiveSection } from '../live/live-section';
import { MonitorPage } from '../shell/monitor-page';
import { AlertForm } from './alert-form';
import { StandingAlerts } from './standing-alerts';

/** What fires now, and by which rules. */
export function Alerts() {
  const alerts = useAlerts();
  const settings = useClusterSettings();
  return (
    <MonitorPage
      title="Alerts"
      description="Judged by the leader every few seconds; shown above every page of the monitor while they last."
    >
      <Stack gap="xl">
        <section aria-labelledby="standing">
          <Title order={2} size="h3" id="standing" mb="xs">
            Now
          </Title>
          <LiveSection
            live={alerts}
            what="The alerts"
            skeleton={<Skeleton height={190} radius="lg" />}
          >
            {(records) => <StandingAlerts alerts={records} />}
          </LiveSection>
        </section>
        <section aria-labelledby="rules">
          <Title order={2} size="h3" id="rules" mb="xs">
            Rules
          </Title>
          <LiveSection
            live={settings}
            what="The rules"
            skeleton={<Skeleton height={240} radius="lg" />}
          >
            {(current) => <AlertForm rules={current.alerts} />}
          </LiveSection>
        </section>
      </Stack>
    </MonitorPage>
  );
}
