'use client';

import { Card, Group, Progress, Stack, Text, Title } from '@mantine/core';

import { ErrorState } from '@/components/feedback/error-state';
import { TextSkeleton } from '@/components/feedback/skeletons';
import { JobCards } from '@/components/library/job-cards';
import { useJobs } from '@/hooks/use-jobs';
import type { Job } from '@/lib/jobs/job';

/** As many as a batch may hold. */
const MOST = 100;

/** The jobs are about nothing else in the list. */
const NO_TITLES: ReadonlyMap<string, string> = new Map();

/** The jobs that a batch has made: how far it is, and each of them with its progress and what can be done with it. */
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
        <JobCards jobs={children} titles={NO_TITLES} />
      </Stack>
    </Card>
  );
}
