'use client';

import { Skeleton } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';

import { EmptyState } from '@/components/feedback/empty-state';
import { useClusterNow } from '@/hooks/monitor/cluster-clock';
import { useLocks } from '@/hooks/monitor/use-coordination';

import { LiveSection } from '../live/live-section';
import { MonitorPage } from '../shell/monitor-page';
import { DataTable } from '../table/data-table';
import { LOCK_COLUMNS } from './lock-columns';
import { lockState, type LockSightings, sight } from './lock-sightings';

/** Who holds what alone: the leader's election, and work that one process does at a time. */
export function Locks() {
  const live = useLocks();
  const now = useClusterNow();
  const [seen, setSeen] = useState<{ locks: unknown; sightings: LockSightings }>({
    locks: null,
    sightings: {},
  });
  if (live.value !== null && seen.locks !== live.value) {
    setSeen({ locks: live.value, sightings: sight(seen.sightings, live.value, now) });
  }
  return (
    <MonitorPage
      title="Locks"
      description="A holder renews its lock; one that stops loses it. The fence grows with each holder, so that a late write of an old one is refused."
    >
      <LiveSection live={live} what="The locks" skeleton={<Skeleton height={240} radius="lg" />}>
        {(locks) =>
          locks.length === 0 ? (
            <EmptyState
              icon={<IconLock size={30} stroke={1.75} />}
              title="No lock was taken yet"
              description="The first is the leader’s, as soon as a worker runs."
            />
          ) : (
            <DataTable
              label="Locks"
              columns={LOCK_COLUMNS}
              rows={locks.map(({ id, value }) => {
                const sighting = seen.sightings[id];
                return {
                  name: id,
                  lock: value,
                  state: lockState(value, sighting, now),
                  seenMs: sighting === undefined ? null : Math.max(now - sighting.at, 0),
                  moved: sighting?.moved ?? false,
                };
              })}
              rowKey={({ name }) => name}
            />
          )
        }
      </LiveSection>
    </MonitorPage>
  );
}
