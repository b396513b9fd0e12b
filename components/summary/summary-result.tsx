'use client';

import { Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

import { EngineBadge } from '@/components/engine/engine-badge';
import { ResultTools } from '@/components/job/result-tools';
import { Markdown } from '@/components/markdown/markdown';
import type { Job } from '@/lib/jobs/job';
import type { SummaryOutput } from '@/lib/jobs/kinds/summary';

/** A finished summary, with who made it and what can be done with it. */
export function SummaryResult({
  job,
  output,
  onRegenerate,
  busy = false,
  children,
}: {
  job: Job;
  output: SummaryOutput;
  onRegenerate?: () => void;
  busy?: boolean;
  children?: ReactNode;
}) {
  return (
    <Stack gap="md">
      <Markdown text={output.markdown} />
      <Group justify="space-between" gap="xs">
        <EngineBadge engine={output.engine} use="language" cached={job.usage?.cached === true} />
        <ResultTools
          title={job.title}
          markdown={output.markdown}
          downloads
          onRegenerate={onRegenerate}
          busy={busy}
        >
          {children}
        </ResultTools>
      </Group>
    </Stack>
  );
}
