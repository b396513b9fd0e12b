'use client';

import { Anchor, Group, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

import { RelativeTime } from '@/components/feedback/relative-time';
import { StateBadge } from '@/components/feedback/state-badge';
import { useKindTitle } from '@/hooks/use-kinds';
import type { Job } from '@/lib/jobs/job';

import { JobActions } from './job-actions';
import classes from './job.module.css';

/** The top of a job's page: what it is, of when, how it stands, and what can be done with it. */
export function JobHeader({ job, facts }: { job: Job; facts?: ReactNode }) {
  const kindTitle = useKindTitle(job.kind);
  return (
    <header className={classes.header}>
      <Anchor component={Link} href="/library" className={classes.back} size="sm">
        <IconArrowLeft size={16} aria-hidden /> Library
      </Anchor>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
        <Title order={1} className={classes.title}>
          {job.title}
        </Title>
        <JobActions job={job} />
      </Group>
      <Group gap="xs" className={classes.facts}>
        {job.state !== 'completed' && (
          <StateBadge state={job.state} stopping={job.cancelRequestedAt !== null} />
        )}
        <Text span size="sm" c="dimmed">
          {kindTitle} · <RelativeTime at={job.createdAt} />
        </Text>
        {facts}
      </Group>
    </header>
  );
}
