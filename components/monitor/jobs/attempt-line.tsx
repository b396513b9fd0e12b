'use client';

import { Text, Title } from '@mantine/core';

import { absoluteTime } from '@/components/feedback/time-words';
import { useClusterNow } from '@/hooks/monitor/cluster-clock';
import type { AdminJob } from '@/hooks/monitor/admin-job';

import { spanWords } from '../live/words';
import { attemptTimeline, type TimelineAttempt } from './attempt-timeline';
import classes from './job-detail.module.css';

const OUTCOMES = {
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
  abandoned: 'lost: its server went away',
  released: 'handed back by its server',
} as const;

/** Each attempt as a bar on the job's line: how long it waited before, how long it ran, where, and how it ended. */
export function AttemptLine({ job }: { job: AdminJob }) {
  const now = useClusterNow();
  const line = attemptTimeline(job, now);
  const forgotten = job.attempt - job.attempts.length;

  return (
    <section className={classes.card} aria-labelledby="attempts">
      <Title order={2} size="h3" id="attempts">
        Attempts
      </Title>
      <Text size="sm" c="dimmed">
        {job.attempts.length === 0
          ? 'No server has taken it yet.'
          : `${spanWords(line.to - line.from)} from its submit to ${job.finishedAt === null ? 'now' : 'its end'}.`}
        {forgotten > 0 && ` The first ${forgotten} are not kept.`}
      </Text>
      <ol className={classes.line}>
        {line.attempts.map((attempt) => (
          <Attempt key={attempt.record.attempt} attempt={attempt} />
        ))}
        {line.tail !== null && (
          <li>
            <div className={classes.track} aria-hidden>
              <span className={classes.wait} style={placed(line.tail)} />
            </div>
            <Text size="sm" c="dimmed">
              {job.attempts.length === 0 ? 'Waiting' : 'Waiting again'} for{' '}
              {spanWords(line.tail.ms)}
            </Text>
          </li>
        )}
      </ol>
    </section>
  );
}

function Attempt({ attempt }: { attempt: TimelineAttempt }) {
  const { record, wait, tookMs } = attempt;
  const outcome = record.outcome === null ? 'running' : OUTCOMES[record.outcome];
  return (
    <li>
      <div className={classes.track} aria-hidden>
        <span className={classes.wait} style={placed(wait)} />
        <span
          className={classes.bar}
          data-outcome={record.outcome ?? 'running'}
          style={placed(attempt)}
        />
      </div>
      <Text size="sm">
        <strong>
          Attempt {record.attempt}: {outcome}
        </strong>{' '}
        after {spanWords(tookMs)}; waited {spanWords(wait.ms)} before.
      </Text>
      <Text size="xs" c="dimmed">
        {absoluteTime(Date.parse(record.startedAt))} on{' '}
        <span className={classes.code}>{record.serverId}</span>
      </Text>
      {record.error !== null && (
        <Text size="sm" c="dimmed">
          <span className={classes.code}>{record.error.code}</span> {record.error.message}
        </Text>
      )}
    </li>
  );
}

function placed({ left, width }: { left: number; width: number }) {
  return { insetInlineStart: `${left}%`, width: `${width}%` };
}
