'use client';

import { Skeleton } from '@mantine/core';
import { IconServer2 } from '@tabler/icons-react';

import { EmptyState } from '@/components/feedback/empty-state';
import { useServers } from '@/hooks/monitor/use-cluster';
import type { ServerRecord } from '@/lib/cluster/server';

import { LiveSection } from '../live/live-section';
import { MonitorPage } from '../shell/monitor-page';
import { ServerCard } from './server-card';
import classes from './servers.module.css';

/** Every process that runs jobs: is it alive, what does it run, and may it take more. */
export function Servers() {
  const live = useServers();
  return (
    <MonitorPage
      title="Servers"
      description="Each writes a heartbeat. One that stands still is given up by the leader, and its jobs run elsewhere."
    >
      <LiveSection
        live={live}
        what="The servers"
        skeleton={
          <div className={classes.grid}>
            <Skeleton height={264} radius="lg" />
            <Skeleton height={264} radius="lg" />
          </div>
        }
      >
        {(servers) =>
          servers.length === 0 ? (
            <EmptyState
              icon={<IconServer2 size={30} stroke={1.75} />}
              title="No server runs"
              description="Jobs that are submitted wait until a worker starts: npm run worker."
            />
          ) : (
            <div className={classes.grid}>
              {servers.toSorted(leaderFirst).map((server) => (
                <ServerCard key={server.id} server={server} />
              ))}
            </div>
          )
        }
      </LiveSection>
    </MonitorPage>
  );
}

function leaderFirst(one: ServerRecord, other: ServerRecord): number {
  return (
    Number(other.leader) - Number(one.leader) ||
    one.startedAt - other.startedAt ||
    one.id.localeCompare(other.id)
  );
}
