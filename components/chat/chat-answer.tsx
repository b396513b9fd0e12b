'use client';

import { Group, Stack, Text } from '@mantine/core';
import { IconZoomQuestion } from '@tabler/icons-react';
import { type ReactNode, useCallback } from 'react';

import { EngineBadge } from '@/components/engine/engine-badge';
import { ResultTools } from '@/components/job/result-tools';
import { Markdown } from '@/components/markdown/markdown';
import type { Job } from '@/lib/jobs/job';
import type { ChatOutput } from '@/lib/jobs/kinds/chat';

import { CitationButton } from './citation-button';

/** A finished answer with its sources. A marker without a source stays the text that it is. */
export function ChatAnswer({
  job,
  output,
  onRegenerate,
  busy = false,
  children,
}: {
  job: Job;
  output: ChatOutput;
  onRegenerate?: (() => void) | undefined;
  busy?: boolean;
  children?: ReactNode;
}) {
  const { citations } = output;
  const { subjectId } = job;
  const citation = useCallback(
    (number: number) => {
      const source = citations[number - 1];
      if (source === undefined) return `[${number}]`;
      return <CitationButton number={number} citation={source} subjectId={subjectId} />;
    },
    [citations, subjectId],
  );
  return (
    <Stack gap="xs">
      {!output.found && (
        <Group gap={6} wrap="nowrap" c="dimmed">
          <IconZoomQuestion size={18} aria-hidden />
          <Text size="sm" fw={600}>
            Not found in this recording
          </Text>
        </Group>
      )}
      <Markdown text={output.answer} citation={citation} />
      <Group justify="space-between" gap="xs">
        <EngineBadge engine={output.engine} use="language" cached={job.usage?.cached === true} />
        <ResultTools
          title={job.title}
          markdown={output.answer}
          downloads={false}
          onRegenerate={onRegenerate}
          busy={busy}
        >
          {children}
        </ResultTools>
      </Group>
    </Stack>
  );
}
