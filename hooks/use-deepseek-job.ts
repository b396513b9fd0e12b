'use client';

import type { Job } from '@/lib/jobs/job';
import type { OutputOf } from '@/lib/jobs/registry';
import type { JobState } from '@/lib/jobs/state';

import type { ApiProblem } from './api';
import { useJob } from './use-job';
import { useUser } from './use-user';

type LanguageKind = 'chat' | 'summary' | 'content_generation';

export interface DeepSeekJob extends Job {
  /** The same as `state`. */
  status: JobState;
  /** The finished text, as Markdown; null until completed. */
  result: string | null;
}

/** Follows one language-model job. `job` is null while loading, and for a job that is not this person's. */
export function useDeepSeekJob(options: { jobId: string | null; userId: string }): {
  job: DeepSeekJob | null;
  isLoading: boolean;
  error: ApiProblem | null;
} {
  const { user } = useUser();
  const { job, output, isLoading, error } = useJob<LanguageKind>(
    user?.uid === options.userId ? options.jobId : null,
  );
  return {
    job: job === null ? null : { ...job, status: job.state, result: textOf(output) },
    isLoading,
    error,
  };
}

function textOf(output: OutputOf<LanguageKind> | null): string | null {
  if (output === null) return null;
  return 'answer' in output ? output.answer : output.markdown;
}
