'use client';

import { Code, Group, Stack, Text, Timeline } from '@mantine/core';

import { absoluteTime, shortDuration } from '@/components/feedback/time-words';
import type { AttemptRecord, Job } from '@/lib/jobs/job';

import classes from './job.module.css';

const OUTCOMES: Record<NonNullable<AttemptRecord['outcome']>, string> = {
  completed: 'finished',
  failed: 'failed',
  cancelled: 'was cancelled',
  abandoned: 'was lost: its worker went away',
  released: 'was handed back: its worker shut down',
};

function Attempt({ attempt }: { attempt: AttemptRecord }) {
  const took =
    attempt.endedAt === null ? '' : ` after ${shortDuration(attempt.endedAt - attempt.startedAt)}`;
  return (
    <>
      <Text size="sm">
        Attempt {attempt.attempt}{' '}
        {attempt.outcome === null ? 'is running' : `${OUTCOMES[attempt.outcome]}${took}`}
      </Text>
      <Text size="xs" c="dimmed">
        {absoluteTime(attempt.startedAt)} on <Code>{attempt.serverId}</Code>
      </Text>
      {attempt.error !== null && (
        <Text size="sm" c="dimmed">
          {attempt.error.message}
        </Text>
      )}
    </>
  );
}

/** A disclosure with what an engineer, or a curious person, asks: who ran it, when, how each attempt ended. */
export function JobDetails({ job }: { job: Job }) {
  return (
    <details className={classes.details}>
      <summary>How this job ran</summary>
      <Stack gap="sm" pt="sm">
        {job.attempts.length === 0 ? (
          <Text size="sm" c="dimmed">
            No worker has taken it yet.
          </Text>
        ) : (
          <Timeline active={job.attempts.length} bulletSize={12} lineWidth={2}>
            {job.attempts.map((attempt) => (
              <Timeline.Item key={attempt.token}>
                <Attempt attempt={attempt} />
              </Timeline.Item>
            ))}
          </Timeline>
        )}
        <Group gap="lg">
          <Text size="xs" c="dimmed">
            Submitted {absoluteTime(job.createdAt)}
          </Text>
          <Text size="xs" c="dimmed">
            Kept until {absoluteTime(job.expireAt)}
          </Text>
          <Text size="xs" c="dimmed">
            Id <Code>{job.id}</Code>
          </Text>
        </Group>
      </Stack>
    </details>
  );
}
