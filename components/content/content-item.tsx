'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';

import { ErrorState } from '@/components/feedback/error-state';
import { TextSkeleton } from '@/components/feedback/skeletons';
import { useJobContent } from '@/components/job/job-content';
import { LiveJob } from '@/components/job/live-job';
import { useJobCommands } from '@/components/library/use-job-commands';
import type { Job } from '@/lib/jobs/job';

import { ContentResult } from './content-result';

/** One piece of content: its making, or what came of it. */
export function ContentItem({ job }: { job: Job }) {
  const { output, error } = useJobContent<'content_generation'>(job);
  const { busy, remove } = useJobCommands(job);

  if (job.state !== 'completed') return <LiveJob job={job} />;
  if (error !== null) return <ErrorState title="It could not be loaded" error={error} />;
  if (output === null) return <TextSkeleton label="Loading the text" />;
  return (
    <ContentResult job={job} output={output}>
      <Tooltip label="Delete">
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={`Delete ${job.title}`}
          disabled={busy}
          onClick={remove}
        >
          <IconTrash size={18} />
        </ActionIcon>
      </Tooltip>
    </ContentResult>
  );
}
