'use client';

import { Anchor, Title } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';

import { absoluteTime } from '@/components/feedback/time-words';
import { costWords } from '@/components/settings/amounts';
import type { AdminJob } from '@/hooks/monitor/admin-job';

import { NOTHING, wholeWords } from '../live/words';

import { queueTitle } from './job-columns';
import classes from './job-detail.module.css';

/** Everything else that the job's document says. */
export function JobFacts({ job }: { job: AdminJob }) {
  return (
    <section className={classes.card} aria-labelledby="facts">
      <Title order={2} size="h3" id="facts">
        Facts
      </Title>
      <dl className={classes.facts}>
        {factsOf(job).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function factsOf(job: AdminJob): [string, ReactNode][] {
  const { usage } = job;
  return [
    [
      'User',
      <Anchor
        key="user"
        component={Link}
        href={`/admin/users/${encodeURIComponent(job.userId)}`}
        className={classes.code}
      >
        {job.userId}
      </Anchor>,
    ],
    [
      'Queue',
      <Anchor key="queue" component={Link} href={`/admin/queues/${job.queue}`} size="sm">
        {queueTitle(job.queue)}
      </Anchor>,
    ],
    ['Priority', job.priority],
    ['Attempts', `${job.attempt}; ${job.failures} of ${job.maxAttempts} failures count`],
    ['Held by', job.serverId === null ? 'nobody' : <Code key="server">{job.serverId}</Code>],
    ['Submitted', when(job.createdAt)],
    ['Last started', when(job.startedAt)],
    ['Ended', when(job.finishedAt)],
    ['Due', when(job.runAt)],
    ['Last written', when(job.updatedAt)],
    ['Kept until', when(job.expireAt)],
    ...(usage === null
      ? []
      : ([
          ['Model', `${usage.provider} · ${usage.model}${usage.cached ? ', from the cache' : ''}`],
          ['Tokens', `${wholeWords(usage.inputTokens)} in, ${wholeWords(usage.outputTokens)} out`],
          ['Cost', costWords(usage.cost)],
        ] satisfies [string, ReactNode][])),
    ['Shard', String(job.shard)],
    ['Rank', String(Math.round(job.rank))],
    ['Trace', job.traceparent === null ? NOTHING : <Code key="trace">{job.traceparent}</Code>],
  ];
}

function Code({ children }: { children: string }) {
  return <span className={classes.code}>{children}</span>;
}

function when(time: string | null): string {
  return time === null ? NOTHING : absoluteTime(Date.parse(time));
}
