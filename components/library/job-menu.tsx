'use client';

import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { IconDots, IconExternalLink, IconRefresh, IconTrash, IconX } from '@tabler/icons-react';
import Link from 'next/link';

import type { Job } from '@/lib/jobs/job';

import { jobPath } from './job-path';
import classes from './library.module.css';
import { useJobCommands } from './use-job-commands';

const ICON = { size: 16, 'aria-hidden': true } as const;

/** The next sensible step at hand, everything else in the menu. */
export function JobMenu({ job }: { job: Job }) {
  const commands = useJobCommands(job);
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end" className={classes.rowActions}>
      {commands.canRetry && commands.retryHelps && (
        <Button
          size="compact-sm"
          variant="light"
          loading={commands.busy}
          onClick={commands.retry}
          aria-label={`Try again: ${job.title}`}
        >
          Try again
        </Button>
      )}
      {commands.canCancel && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          loading={commands.busy}
          onClick={commands.cancel}
          aria-label={`Cancel: ${job.title}`}
        >
          Cancel
        </Button>
      )}
      <Menu position="bottom-end" width={180} withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`More about ${job.title}`}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component={Link}
            href={jobPath(job)}
            leftSection={<IconExternalLink {...ICON} />}
          >
            Open
          </Menu.Item>
          {commands.canCancel && (
            <Menu.Item leftSection={<IconX {...ICON} />} onClick={commands.cancel}>
              Cancel
            </Menu.Item>
          )}
          {commands.canRetry && (
            <Menu.Item leftSection={<IconRefresh {...ICON} />} onClick={commands.retry}>
              Try again
            </Menu.Item>
          )}
          {commands.canDelete && (
            <Menu.Item color="red" leftSection={<IconTrash {...ICON} />} onClick={commands.remove}>
              Delete
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
