'use client';

import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import { IconRefresh, IconTrash } from '@tabler/icons-react';

import { useJobCommands } from '@/components/library/use-job-commands';
import type { Job } from '@/lib/jobs/job';
import { isEnded } from '@/lib/jobs/state';

import { failureOf } from './failure-words';

/** Cancel while it lives; try again or delete when it has ended. */
export function JobActions({ job }: { job: Job }) {
  const commands = useJobCommands(job);
  const promising = job.error === null || failureOf(job.error.class).retry;

  if (!isEnded(job.state)) {
    return (
      <Button
        variant="default"
        flex="none"
        loading={commands.busy}
        disabled={!commands.canCancel}
        onClick={commands.cancel}
      >
        {commands.canCancel ? 'Cancel' : 'Stopping…'}
      </Button>
    );
  }
  return (
    <Group gap="xs" wrap="nowrap">
      {commands.canRetry && (
        <Button
          variant={promising ? 'filled' : 'default'}
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={commands.busy}
          onClick={commands.retry}
        >
          Try again
        </Button>
      )}
      <Tooltip label="Delete">
        <ActionIcon
          variant="default"
          size={36}
          aria-label="Delete"
          disabled={commands.busy}
          onClick={commands.remove}
        >
          <IconTrash size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
