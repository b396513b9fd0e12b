'use client';

import { Button } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useState } from 'react';

import { EmptyState } from '@/components/feedback/empty-state';
import { ErrorState } from '@/components/feedback/error-state';
import { notifyProblem } from '@/components/feedback/notify';
import { TextSkeleton } from '@/components/feedback/skeletons';
import { useJobContent } from '@/components/job/job-content';
import { LiveJob } from '@/components/job/live-job';
import { VersionPager } from '@/components/job/version-pager';
import { usePrivateMode } from '@/components/settings/use-private-mode';
import { submitJob } from '@/hooks/job-actions';
import type { Job } from '@/lib/jobs/job';
import type { SummaryStyle } from '@/lib/jobs/kinds/summary';

import { SummaryResult } from './summary-result';
import { STYLES } from './summary-styles';

interface VersionProps {
  job: Job;
  busy: boolean;
  onRegenerate: () => void;
  pager: React.ReactNode;
}

function Version({ job, busy, onRegenerate, pager }: VersionProps) {
  const { output, error } = useJobContent<'summary'>(job);
  if (job.state !== 'completed') {
    return (
      <>
        <LiveJob job={job} />
        {pager}
      </>
    );
  }
  if (error !== null) return <ErrorState title="The summary could not be loaded" error={error} />;
  if (output === null) return <TextSkeleton label="Loading the summary" />;
  return (
    <SummaryResult job={job} output={output} onRegenerate={onRegenerate} busy={busy}>
      {pager}
    </SummaryResult>
  );
}

/** One style of summary: the offer to make it, its making, or its versions. */
export function StyledSummary({
  style,
  transcriptionId,
  versions,
}: {
  style: SummaryStyle;
  transcriptionId: string;
  versions: readonly Job[];
}) {
  const [isPrivate] = usePrivateMode();
  const [busy, setBusy] = useState(false);
  /** Null follows the newest. */
  const [picked, setPicked] = useState<number | null>(null);

  /** @param fresh whether an answer that was given before will not do */
  const make = async (fresh: boolean) => {
    setBusy(true);
    try {
      await submitJob('summary', {
        transcriptionId,
        style,
        ...(fresh ? { fresh } : {}),
        ...(isPrivate ? { private: isPrivate } : {}),
      });
      setPicked(null);
    } catch (error) {
      await notifyProblem('The summary could not be started', error);
    } finally {
      setBusy(false);
    }
  };

  const current = Math.min(picked ?? versions.length - 1, versions.length - 1);
  const job = versions[current];
  if (job === undefined) {
    const words = STYLES.find((known) => known.style === style);
    return (
      <EmptyState
        order={3}
        icon={<IconSparkles size={28} stroke={1.6} />}
        title={`No ${(words?.title ?? 'summary').toLowerCase()} summary yet`}
        description={words?.offer ?? ''}
        actions={
          <Button loading={busy} onClick={() => void make(false)}>
            Make it
          </Button>
        }
      />
    );
  }
  return (
    <Version
      key={job.id}
      job={job}
      busy={busy}
      onRegenerate={() => void make(true)}
      pager={<VersionPager current={current} count={versions.length} onChange={setPicked} />}
    />
  );
}
