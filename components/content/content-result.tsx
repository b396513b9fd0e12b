'use client';

import { Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

import { EngineBadge } from '@/components/engine/engine-badge';
import { ResultTools } from '@/components/job/result-tools';
import { Markdown } from '@/components/markdown/markdown';
import type { Job } from '@/lib/jobs/job';
import type { ContentGenerationOutput } from '@/lib/jobs/kinds/content_generation';

/** A finished piece of content, set for reading. */
export function ContentResult({
  job,
  output,
  children,
}: {
  job: Job;
  output: ContentGenerationOutput;
  children?: ReactNode;
}) {
  return (
    <Stack gap="md">
      <Markdown text={output.markdown} />
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <EngineBadge engine={output.engine} use="language" cached={job.usage?.cached === true} />
          <Text span size="xs" c="dimmed">
            {output.words.toLocaleString('en')} words
          </Text>
        </Group>
        <ResultTools title={job.title} markdown={output.markdown} downloads>
          {children}
        </ResultTools>
      </Group>
    </Stack>
  );
}
