'use client';

import { Skeleton } from '@mantine/core';
import { IconCalendarRepeat } from '@tabler/icons-react';

import { EmptyState } from '@/components/feedback/empty-state';
import { useSchedules } from '@/hooks/monitor/use-coordination';

import { LiveSection } from '../live/live-section';
import { MonitorPage } from '../shell/monitor-page';
import { DataTable } from '../table/data-table';
import { SCHEDULE_COLUMNS } from './schedule-columns';

/** Jobs that run again and again: when, and whether they did. */
export function Schedules() {
  const live = useSchedules();
  return (
    <MonitorPage
      title="Schedules"
      description="Declared in code. The leader submits exactly one job a tick, across servers and restarts."
    >
      <LiveSection
        live={live}
        what="The schedules"
        skeleton={<Skeleton height={240} radius="lg" />}
      >
        {(schedules) =>
          schedules.length === 0 ? (
            <EmptyState
              icon={<IconCalendarRepeat size={30} stroke={1.75} />}
              title="No schedule yet"
              description="The leader writes each schedule down when it first sees it. Start a worker if none runs."
            />
          ) : (
            <DataTable
              label="Schedules"
              columns={SCHEDULE_COLUMNS}
              rows={schedules.toSorted((one, other) => one.id.localeCompare(other.id))}
              rowKey={({ id }) => id}
            />
          )
        }
      </LiveSection>
    </MonitorPage>
  );
}
