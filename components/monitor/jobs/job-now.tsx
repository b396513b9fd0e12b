'use client';

import { Alert, Progress, Text } from '@mantine/core';
import { IconAlertTriangle, IconHourglass } from '@tabler/icons-react';

import { useClusterNow } from '@/hooks/monitor/cluster-clock';
import { useClusterSettings } from '@/hooks/monitor/use-cluster';
import type { AdminJob } from '@/hooks/monitor/admin-job';
import { isQueueName } from '@/lib/jobs/queues';

import { queueTitle } from './job-columns';
import classes from './job-detail.module.css';
import { waitingWords } from './waiting-words';

/** Where the job stands: why it waits, how far it is, what it failed of. */
export function JobNow({ job }: { job: AdminJob }) {
  const now = useClusterNow();
  const settings = useClusterSettings().value;
  const paused = isQueueName(job.queue) && settings?.queues[job.queue].paused === true;
  const waits = waitingWords(job, { title: queueTitle(job.queue), paused }, now);
  const { progress, error, status } = job;

  return (
    <>
      {waits !== null && (
        <Alert color="gray" icon={<IconHourglass />} title="Why it waits">
          {waits}
        </Alert>
      )}
      {status === 'processing' && (
        <section className={classes.card} aria-label="Progress">
          <Text size="sm" role="status">
            {progress === null
              ? 'It runs, and has not said how far it is.'
              : `${progress.message} (${Math.round(progress.percentage)}%)`}
          </Text>
          <Progress
            mt="xs"
            aria-label="Progress"
            value={progress?.percentage ?? 0}
            animated={progress === null}
          />
        </section>
      )}
      {error !== null && (
        <Alert
          color="red"
          icon={<IconAlertTriangle />}
          title={status === 'failed' ? 'It failed' : 'Its last attempt failed'}
        >
          <Text size="sm" c="var(--mantine-color-text)">
            {error.message}
          </Text>
          <Text size="xs" c="dimmed" mt={4}>
            Code: {error.code} · class: {error.class} ·{' '}
            {error.retryable ? 'another attempt may succeed' : 'another attempt fails, too'}
          </Text>
        </Alert>
      )}
    </>
  );
}
