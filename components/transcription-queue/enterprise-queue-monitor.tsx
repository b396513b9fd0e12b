'use client';

import { Overview } from '@/components/monitor/overview/overview';
import { OverviewSection } from '@/components/monitor/overview/overview-section';
import { Models } from '@/components/monitor/providers/models';
import { ServerList } from '@/components/monitor/servers/server-list';
import { MonitorGate } from '@/components/monitor/shell/monitor-gate';
import { HeaviestList } from '@/components/monitor/users/heaviest-list';

/**
 * The monitor in one piece, for a page of one's own: queues and rates, servers with leader and heartbeats, breakers,
 * users and their limits. Only administrators see it.
 */
export function EnterpriseQueueMonitor() {
  return (
    <MonitorGate>
      <Overview />
      <OverviewSection title="Servers" description="Each writes a heartbeat; one of them leads.">
        <ServerList order={3} />
      </OverviewSection>
      <Models />
      <OverviewSection title="Users" description="What each used on this UTC day.">
        <HeaviestList />
      </OverviewSection>
    </MonitorGate>
  );
}
