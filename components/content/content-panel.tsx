'use client';

import { Accordion, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import { ErrorState } from '@/components/feedback/error-state';
import { RelativeTime } from '@/components/feedback/relative-time';
import { TextSkeleton } from '@/components/feedback/skeletons';
import { StateBadge } from '@/components/feedback/state-badge';
import { useJobs } from '@/hooks/use-jobs';

import { ContentForm } from './content-form';
import { ContentItem } from './content-item';

const KINDS = ['content_generation'];

/** What was made of the transcript, newest first, and the form that makes more. */
export function ContentPanel({ transcriptionId }: { transcriptionId: string }) {
  const list = useJobs({ kinds: KINDS, subjectId: transcriptionId, limit: 20 });
  const [picked, setPicked] = useState<string | null | undefined>(undefined);
  const open = picked === undefined ? (list.jobs[0]?.id ?? null) : picked;

  return (
    <Stack gap="lg">
      <ContentForm transcriptionId={transcriptionId} onStarted={setPicked} />
      {list.isLoading && <TextSkeleton label="Loading what was made" />}
      {list.error !== null && (
        <ErrorState title="What was made could not be loaded" error={list.error} />
      )}
      {list.jobs.length > 0 && (
        <Accordion value={open} onChange={setPicked} variant="separated" order={3}>
          {list.jobs.map((job) => (
            <Accordion.Item key={job.id} value={job.id}>
              <Accordion.Control>
                <Group gap="xs" justify="space-between" wrap="nowrap">
                  <Text span size="sm" fw={600} truncate>
                    {job.title}
                  </Text>
                  {job.state === 'completed' ? (
                    <Text span size="xs" c="dimmed" flex="none">
                      <RelativeTime at={job.createdAt} />
                    </Text>
                  ) : (
                    <StateBadge state={job.state} stopping={job.cancelRequestedAt !== null} />
                  )}
                </Group>
              </Accordion.Control>
              <Accordion.Panel>{open === job.id && <ContentItem job={job} />}</Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
      {list.hasMore && (
        <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
          Show older
        </Button>
      )}
    </Stack>
  );
}
