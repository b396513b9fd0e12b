'use client';

import { Anchor, Card, Group, Progress, Stack, Text, Title } from '@mantine/core';
import Link from 'next/link';

import { ErrorState } from '@/components/feedback/error-state';
import { StateBadge } from '@/components/feedback/state-badge';
import { TextSkeleton } from '@/components/feedback/skeletons';
import { jobPath } from '@/components/library/job-path';
import { useJobs } from '@/hooks/use-jobs';
import type { Job } from '@/lib/jobs/job';

/** As many as a batch may hold. */
const MOST = 100;

/** The jobs that a batch has made: how far it is, and each of them with its state and the way to it. */
export function BatchPanel({ job }: { job: Job }) {
  const { jobs, isLoading, error } = useJobs({ parentId: job.id, limit: MOST });
  if (job.children === null) return null;
  const { total, ended, failed } = job.children;
  const children = jobs
    .filter((child) => child.flow !== null)
    .sort((a, b) => (a.flow?.index ?? 0) - (b.flow?.index ?? 0));
  return (
    <Card withBorder padding="lg">
      <Stack gap="sm">
        <Group justify="space-between" align="baseline">
          <Title order={2} size="h4">
            Its jobs
          </Title>
          <Text size="sm" c="dimmed">
            {ended} of {total} ended{failed > 0 && `, ${failed} without a result`}
          </Text>
        </Group>
        <Progress
          value={(ended / total) * 100}
          size="sm"
          radius="xl"
          aria-label="Jobs that ended"
        />
        {isLoading && <TextSkeleton lines={3} label="Loading the jobs" />}
        {error !== null && <ErrorState title="The jobs could not be loaded" error={error} />}
        {children.map((child) => (
          <Group key={child.id} justify="space-between" wrap="nowrap" align="flex-start">
            <div style={{ minWidth: 0 }}>
              <Anchor component={Link} href={jobPath(child)} size="sm">
                {child.title}
              </Anchor>
              {child.state === 'failed' && (
                <Text size="xs" c="dimmed">
                  {child.error?.message}
                </Text>
              )}
            </div>
            <StateBadge state={child.state} stopping={child.cancelRequestedAt !== null} />
          </Group>
        ))}
      </Stack>
    </Card>
  );
}
