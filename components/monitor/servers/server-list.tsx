'use client';

import { Skeleton } from '@mantine/core';
import { IconServer2 } from '@tabler/icons-react';

import { EmptyState } from '@/components/feedback/empty-state';
import { useServers } from '@/hooks/monitor/use-cluster';
import type { ServerRecord } from '@/lib/cluster/server';

import { LiveSection } from '../live/live-section';
import { ServerCard } from './server-card';
import classes from './servers.module.css';

/** A card for each server, the leader's first. @param order of the cards' headings */
export function ServerList({ order }: { order: 2 | 3 }) {
  const live = useServers();
  return (
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
            order={order}
            icon={<IconServer2 size={30} stroke={1.75} />}
            title="No server runs"
            description="Jobs that are submitted wait until a worker starts: npm run worker."
          />
        ) : (
          <div className={classes.grid}>
            {servers.toSorted(leaderFirst).map((server) => (
              <ServerCard key={server.id} server={server} order={order} />
            ))}
          </div>
        )
      }
    </LiveSection>
  );
}

function leaderFirst(one: ServerRecord, other: ServerRecord): number {
  return (
    Number(other.leader) - Number(one.leader) ||
    one.startedAt - other.startedAt ||
    one.id.localeCompare(other.id)
  );
}
