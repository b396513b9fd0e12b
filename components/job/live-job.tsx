'use client';

import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconPlayerStop, IconRefresh } from '@tabler/icons-react';

import { useJobCommands } from '@/components/library/use-job-commands';
import { Markdown } from '@/components/markdown/markdown';
import { useJob } from '@/hooks/use-job';
import type { Job } from '@/lib/jobs/job';
import { isEnded } from '@/lib/jobs/state';

import { failureOf } from './failure-words';
import { JobAnnouncer } from './job-announcer';
import { stageOf } from './stage-words';
import { useSeconds } from './use-seconds';

function Failed({ job, onRetry, busy }: { job: Job; onRetry: () => void; busy: boolean }) {
  const failure = failureOf(job.error?.class ?? 'bug');
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle />} title={failure.title}>
      <Text size="sm" c="var(--mantine-color-text)">
        {job.error?.message} {failure.wayOut}
      </Text>
      <Button mt="sm" size="compact-sm" variant="default" loading={busy} onClick={onRetry}>
        Try again
      </Button>
    </Alert>
  );
}

/** A job inside a panel, until it is done: where it stands, what it has so far, stop, try again. */
export function LiveJob({ job }: { job: Job }) {
  const { position } = useJob(isEnded(job.state) ? null : job.id);
  const now = useSeconds();
  const { busy, cancel, retry } = useJobCommands(job);
  const stage = stageOf(job, position, now === 0 ? job.updatedAt : now);
  const live = !isEnded(job.state);

  return (
    <Stack gap="sm">
      <JobAnnouncer job={job} />
      {job.partial !== null && <Markdown text={job.partial} />}
      {job.state === 'failed' && <Failed job={job} onRetry={retry} busy={busy} />}
      {job.state === 'cancelled' && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            Stopped.
          </Text>
          <Button
            size="compact-sm"
            variant="default"
            loading={busy}
            leftSection={<IconRefresh size={14} aria-hidden />}
            onClick={retry}
          >
            Try again
          </Button>
        </Group>
      )}
      {live && (
        <>
          {job.state === 'processing' && (
            <Progress
              value={job.progress?.percentage ?? 0}
              size="sm"
              radius="xl"
              aria-label={`Progress of ${job.title}`}
            />
          )}
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <Text size="sm" c="dimmed">
              {job.state === 'processing' && job.cancelRequestedAt === null
                ? ''
                : `${stage.title}. `}
              {stage.detail}
            </Text>
            <Button
              size="compact-sm"
              variant="default"
              flex="none"
              disabled={job.cancelRequestedAt !== null}
              loading={busy}
              leftSection={<IconPlayerStop size={14} aria-hidden />}
              onClick={cancel}
            >
              Stop
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
