'use client';

import { Progress, Text } from '@mantine/core';

import { StateBadge } from '@/components/feedback/state-badge';
import { shortDuration, relativeTime } from '@/components/feedback/time-words';
import { useNow } from '@/hooks/use-now';
import type { Job } from '@/lib/jobs/job';

import classes from './library.module.css';

/** A job's stage in a row: its state, how far it is, and what it waits for or failed at. */
export function JobStatus({ job }: { job: Job }) {
  const now = useNow();
  const detail = statusDetail(job, now);
  const progress = job.state === 'processing' ? job.progress : null;
  return (
    <div className={classes.status}>
      <StateBadge state={job.state} stopping={job.cancelRequestedAt !== null} />
      {progress !== null && (
        <Progress
          value={progress.percentage}
          size="sm"
          radius="xl"
          className={classes.progress}
          aria-label={`Progress of ${job.title}`}
          transitionDuration={300}
        />
      )}
      {detail !== null && (
        <Text size="xs" c="dimmed" lineClamp={2} className={classes.statusDetail}>
          {detail}
        </Text>
      )}
    </div>
  );
}

function statusDetail(job: Job, now: number): string | null {
  switch (job.state) {
    case 'processing':
      return job.progress === null
        ? 'Starting'
        : `${String(Math.round(job.progress.percentage))} % · ${job.progress.message}`;
    case 'pending':
      return job.attempt > 0 ? 'In the queue for another try' : 'In the queue';
    case 'scheduled':
      return scheduledWords(job, now);
    case 'completed':
      return job.finishedAt === null || job.startedAt === null
        ? null
        : `Took ${shortDuration(job.finishedAt - job.startedAt)}`;
    case 'failed':
      return job.error?.message ?? 'It failed without a reason. Try again.';
    case 'cancelled':
      return null;
  }
}

function scheduledWords(job: Job, now: number): string {
  if (job.waiting !== null && job.waiting.reason !== 'backoff') return job.waiting.message;
  if (job.runAt === null) return 'Starts when the jobs before it have ended';
  const when = job.runAt - now < 5_000 ? ' any moment now' : ` ${relativeTime(job.runAt, now)}`;
  return job.attempt > 0 ? `Tries again${when}` : `Starts${when}`;
}
