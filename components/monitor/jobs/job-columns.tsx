'use client';

import { Anchor, Code } from '@mantine/core';
import Link from 'next/link';

import { StateBadge } from '@/components/feedback/state-badge';
import type { AdminJob } from '@/hooks/monitor/admin-job';
import { isQueueName, QUEUES } from '@/lib/jobs/queues';

import { Moment } from '../live/moment';
import { NOTHING, spanWords } from '../live/words';
import type { Column } from '../table/data-table';
import classes from './jobs.module.css';
import { kindTitle } from './kind-titles';

type JobColumn = Column<AdminJob>;

/** What it is, with the way to its page. */
export const NAME_COLUMN: JobColumn = {
  key: 'name',
  header: 'Job',
  cell: (job) => (
    <span className={classes.name}>
      <Anchor component={Link} href={`/admin/jobs/${job.id}`} size="sm" fw={550}>
        {kindTitle(job.kind)}
      </Anchor>
      <span className={classes.id}>{job.id}</span>
    </span>
  ),
};

export const STATE_COLUMN: JobColumn = {
  key: 'state',
  header: 'State',
  width: 130,
  cell: (job) => (
    <span className={classes.state}>
      <StateBadge state={job.status} stopping={job.cancelRequested} />
    </span>
  ),
};

export const QUEUE_COLUMN: JobColumn = {
  key: 'queue',
  header: 'Queue',
  cell: (job) => queueTitle(job.queue),
};

export const USER_COLUMN: JobColumn = {
  key: 'user',
  header: 'User',
  cell: (job) => (
    <Anchor
      component={Link}
      href={`/admin/users/${encodeURIComponent(job.userId)}`}
      className={classes.user}
      title={job.userId}
    >
      {job.userId}
    </Anchor>
  ),
};

/** The code, and its words on hover. */
export const ERROR_COLUMN: JobColumn = {
  key: 'error',
  header: 'Error',
  cell: (job) =>
    job.error === null ? NOTHING : <Code title={job.error.message}>{job.error.code}</Code>,
};

/** Outages do not count, and a replay begins anew: there may be more attempts than the kind allows. */
function attemptWords({ attempt, failures, maxAttempts }: AdminJob): string {
  if (attempt <= maxAttempts) return `${attempt} of ${maxAttempts}`;
  return `${attempt}; ${failures} of ${maxAttempts} count`;
}

export const ATTEMPTS_COLUMN: JobColumn = {
  key: 'attempts',
  header: 'Attempts',
  numeric: true,
  cell: attemptWords,
};

export const CREATED_COLUMN: JobColumn = {
  key: 'created',
  header: 'Submitted',
  cell: (job) => (
    <span className={classes.when}>
      <Moment at={Date.parse(job.createdAt)} />
    </span>
  ),
};

export const TOOK_COLUMN: JobColumn = {
  key: 'took',
  header: 'Took',
  numeric: true,
  cell: (job) => spanWords(tookMs(job)),
};

/** What a search shows of each job. */
export const JOB_COLUMNS: readonly JobColumn[] = [
  NAME_COLUMN,
  STATE_COLUMN,
  QUEUE_COLUMN,
  USER_COLUMN,
  ERROR_COLUMN,
  ATTEMPTS_COLUMN,
  CREATED_COLUMN,
  TOOK_COLUMN,
];

/** From its submit to its end. Milliseconds; null while it has none. */
function tookMs({ createdAt, finishedAt }: AdminJob): number | null {
  return finishedAt === null ? null : Date.parse(finishedAt) - Date.parse(createdAt);
}

export function queueTitle(queue: string): string {
  return isQueueName(queue) ? QUEUES[queue].title : queue;
}
