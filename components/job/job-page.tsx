'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';

import { BatchPanel } from '@/components/batch/batch-panel';
import { ErrorState } from '@/components/feedback/error-state';
import { TextSkeleton } from '@/components/feedback/skeletons';
import { StaleNotice } from '@/components/feedback/stale-notice';
import { preloadMarkdown } from '@/components/markdown/markdown';
import { TranscriptionPage } from '@/components/transcript/transcription-page';
import { useJob } from '@/hooks/use-job';
import { useUser } from '@/hooks/use-user';
import type { TranscriptionOutput } from '@/lib/jobs/kinds/transcription';
import type { ParsedInputOf } from '@/lib/jobs/registry';

import { DerivedResult } from './derived-result';
import { JobAnnouncer } from './job-announcer';
import { JobDetails } from './job-details';
import classes from './job.module.css';
import { JobHeader } from './job-header';
import { JobMissing } from './job-missing';
import { JobStatus } from './job-status';
import { pageTitle } from './page-title';

/** One job: how it goes while it runs, what came of it when it is done. */
export function JobPage({ id }: { id: string }) {
  const { status } = useUser();
  const { job, input, output, position, error, isLoading, isStale } = useJob(id);
  const router = useRouter();

  useEffect(() => {
    document.title = pageTitle(job);
  }, [job]);

  useEffect(() => preloadMarkdown(), []);

  const gone = error?.status === 404;
  const [wasHere, setWasHere] = useState(false);
  if (job !== null && !wasHere) setWasHere(true);
  useEffect(() => {
    if (gone && wasHere) router.replace('/library');
  }, [gone, wasHere, router]);

  if (gone) return wasHere ? null : <JobMissing />;
  if (job === null && error !== null) {
    return (
      <ErrorState
        title="This job could not be loaded"
        error={error}
        onRetry={() => window.location.reload()}
      />
    );
  }
  if (job === null || status === 'loading') {
    return <TextSkeleton lines={8} label="Loading the job" />;
  }

  if (job.kind === 'transcription' && job.state === 'completed' && output !== null) {
    return (
      <>
        <JobAnnouncer job={job} />
        <StaleNotice stale={isStale} />
        <TranscriptionPage
          key={job.id}
          job={job}
          input={input as ParsedInputOf<'transcription'> | null}
          output={output as TranscriptionOutput}
        />
      </>
    );
  }
  return (
    <div className={classes.narrow}>
      <JobAnnouncer job={job} />
      <StaleNotice stale={isStale} />
      <JobHeader job={job} />
      {job.state === 'completed' ? (
        <DerivedResult job={job} output={output} isLoading={isLoading} error={error} />
      ) : (
        <JobStatus job={job} position={position} />
      )}
      {job.kind === 'batch' && <BatchPanel job={job} />}
      <JobDetails job={job} />
    </div>
  );
}
