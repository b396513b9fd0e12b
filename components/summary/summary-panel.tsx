'use client';

import { SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';

import { ErrorState } from '@/components/feedback/error-state';
import { TextSkeleton } from '@/components/feedback/skeletons';
import { useJobs } from '@/hooks/use-jobs';
import type { SummaryStyle } from '@/lib/jobs/kinds/summary';

import { StyledSummary } from './styled-summary';
import { STYLES } from './summary-styles';
import { styleOf, versionsOf } from './versions';

const KINDS = ['summary'];

/** The transcript's summaries: made when asked for, then kept. */
export function SummaryPanel({ transcriptionId }: { transcriptionId: string }) {
  const { jobs, isLoading, error } = useJobs({
    kinds: KINDS,
    subjectId: transcriptionId,
    limit: 60,
  });
  const [chosen, setChosen] = useState<SummaryStyle | null>(null);
  const newest = jobs[0];
  const style = chosen ?? (newest && styleOf(newest)) ?? 'brief';

  if (isLoading) return <TextSkeleton label="Loading the summaries" />;
  if (error !== null) return <ErrorState title="The summaries could not be loaded" error={error} />;
  return (
    <Stack gap="lg">
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="Kind of summary"
        value={style}
        onChange={setChosen}
        data={STYLES.map(({ style: value, title: label }) => ({ value, label }))}
      />
      <StyledSummary
        key={style}
        style={style}
        transcriptionId={transcriptionId}
        versions={versionsOf(jobs, style)}
      />
    </Stack>
  );
}
