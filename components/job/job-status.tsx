'use client';

import { Card, Group, Progress, Stack, Text, Title } from '@mantine/core';

import { shortDuration } from '@/components/feedback/time-words';
import type { JobPosition } from '@/hooks/use-job';
import type { Job } from '@/lib/jobs/job';

import { aboutWords } from './duration-words';
import { remainingMs } from './estimate';
import { JobFailure } from './job-failure';
import classes from './job.module.css';
import { PartialText } from './partial-text';
import { stageOf } from './stage-words';
import { useSeconds } from './use-seconds';

const LEAVE_HINT = 'You can close this page. The work goes on, and the result waits for you here.';

/** From here on the rest is a matter of moments, whatever the pace was. */
const NEARLY_DONE = 95;

function leftWords(left: number | null, percentage: number): string {
  if (left === null) return 'Measuring how long it takes…';
  if (left >= 1_000) return `${aboutWords(left)} left`;
  return percentage < NEARLY_DONE ? 'Taking longer than expected' : 'Finishing up';
}

function Times({ job, now }: { job: Job; now: number }) {
  if (job.state !== 'processing' || job.startedAt === null || now === 0) return null;
  const left = remainingMs(job, now);
  return (
    <Group justify="space-between" gap="xs">
      <Text size="sm" c="dimmed" className={classes.figures}>
        {shortDuration(now - job.startedAt)} so far
      </Text>
      <Text size="sm" c="dimmed" className={classes.figures}>
        {leftWords(left, job.progress?.percentage ?? 0)}
      </Text>
    </Group>
  );
}

/** How a job that is not done stands: stage, place in the queue, progress, what it has so far, what went wrong. */
export function JobStatus({ job, position }: { job: Job; position: JobPosition | null }) {
  const now = useSeconds();
  const stage = stageOf(job, position, now === 0 ? job.updatedAt : now);
  if (job.state === 'failed') return <JobFailure job={job} />;

  const percentage = Math.floor(job.progress?.percentage ?? 0);
  const live = job.state !== 'cancelled';
  return (
    <Stack gap="lg">
      <Card withBorder padding="lg">
        <Stack gap="sm">
          <Group justify="space-between" align="baseline" wrap="nowrap">
            <Title order={2} size="h4">
              {stage.title}
            </Title>
            {job.state === 'processing' && (
              <Text fw={600} className={classes.figures}>
                {percentage}%
              </Text>
            )}
          </Group>
          {job.state === 'processing' && (
            <Progress
              value={percentage}
              size="lg"
              radius="xl"
              aria-label={`Progress of ${job.title}`}
            />
          )}
          <Text>{stage.detail}</Text>
          <Times job={job} now={now} />
          {live && (
            <Text size="sm" c="dimmed">
              {LEAVE_HINT}
            </Text>
          )}
        </Stack>
      </Card>
      {job.partial !== null && (
        <PartialText text={job.partial} live={live} markdown={job.kind !== 'transcription'} />
      )}
    </Stack>
  );
}
