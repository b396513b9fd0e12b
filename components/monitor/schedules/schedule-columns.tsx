'use client';

import { Anchor, Badge, Group } from '@mantine/core';
import Link from 'next/link';

import type { ScheduleRecord } from '@/lib/cluster/schedule';
import type { SeenRecord } from '@/lib/firebase/client/records';

import { kindTitle } from '../jobs/kind-titles';
import { Moment } from '../live/moment';
import { NOTHING, wholeWords } from '../live/words';
import type { Column } from '../table/data-table';
import { cronWords } from './cron-words';
import { ScheduleSteps } from './schedule-steps';
import classes from './schedules.module.css';

type ScheduleColumn = Column<SeenRecord<ScheduleRecord>>;

export const SCHEDULE_COLUMNS: readonly ScheduleColumn[] = [
  {
    key: 'name',
    header: 'Schedule',
    cell: ({ id, value }) => (
      <Group gap="xs">
        <span className={classes.code}>{id}</span>
        {value.paused && (
          <Badge color="yellow" variant="light" tt="none" fw={600}>
            Paused
          </Badge>
        )}
      </Group>
    ),
  },
  {
    key: 'cron',
    header: 'Runs',
    cell: ({ value: { cron } }) => {
      const words = cronWords(cron);
      return (
        <span className={classes.cron}>
          {words}
          <span className={classes.code} data-aside={words !== null}>
            {cron}
          </span>
        </span>
      );
    },
  },
  { key: 'kind', header: 'Kind', cell: ({ value }) => kindTitle(value.kind) },
  {
    key: 'next',
    header: 'Next tick',
    cell: ({ value }) => (value.paused ? 'none while paused' : <Moment at={value.nextTickAt} />),
  },
  { key: 'last', header: 'Last tick', cell: ({ value }) => <Moment at={value.lastTickAt} /> },
  {
    key: 'job',
    header: 'Last job',
    cell: ({ id, value: { lastJobId } }) =>
      lastJobId === null ? (
        NOTHING
      ) : (
        <Anchor
          component={Link}
          href={`/admin/jobs/${lastJobId}`}
          size="sm"
          aria-label={`Last job of ${id}`}
        >
          Open
        </Anchor>
      ),
  },
  {
    key: 'missed',
    header: 'Missed',
    numeric: true,
    cell: ({ value }) => wholeWords(value.missed),
  },
  {
    key: 'steps',
    header: 'Actions',
    hiddenHeader: true,
    cell: ({ id, value }) => <ScheduleSteps name={id} paused={value.paused} />,
  },
];
