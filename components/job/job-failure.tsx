'use client';

import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import Link from 'next/link';

import type { Job } from '@/lib/jobs/job';

import { failureOf } from './failure-words';
import { PartialText } from './partial-text';

/** Why a job failed, in words, and the way out. */
export function JobFailure({ job }: { job: Job }) {
  const failure = failureOf(job.error?.class ?? 'bug');
  return (
    <>
      <Alert
        color="red"
        variant="light"
        icon={<IconAlertTriangle />}
        title={failure.title}
        data-testid="job-failure"
      >
        <Text c="var(--mantine-color-text)">{job.error?.message ?? 'No reason was recorded.'}</Text>
        <Text size="sm" mt="xs" c="var(--mantine-color-text)">
          {failure.wayOut}
        </Text>
        {!failure.retry && (
          <Group mt="sm">
            <Button
              component={Link}
              size="xs"
              href={job.subjectId === null ? '/new' : `/jobs/${job.subjectId}`}
            >
              {job.subjectId === null ? 'Start with another file' : 'Back to the transcript'}
            </Button>
          </Group>
        )}
        {job.error !== null && (
          <Text size="xs" mt="sm" c="var(--mantine-color-text)">
            Code: <Code>{job.error.code}</Code>
          </Text>
        )}
      </Alert>
      {job.partial !== null && (
        <PartialText text={job.partial} live={false} markdown={job.kind !== 'transcription'} />
      )}
    </>
  );
}
