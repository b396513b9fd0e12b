'use client';

import { ErrorState } from '@/components/feedback/error-state';
import { TextSkeleton } from '@/components/feedback/skeletons';
import { useJobContent } from '@/components/job/job-content';
import { LiveJob } from '@/components/job/live-job';
import type { Job } from '@/lib/jobs/job';

import { FeedbackResult } from './feedback-result';

/** A feedback job: live until it is done, then its result. */
export function FeedbackPanel({ job }: { job: Job }) {
  const { output, error } = useJobContent<'interview_feedback'>(job);
  if (job.state !== 'completed') return <LiveJob job={job} />;
  if (error !== null) return <ErrorState title="The feedback could not be loaded" error={error} />;
  if (output === null) return <TextSkeleton lines={4} label="Loading the feedback" />;
  return <FeedbackResult output={output} />;
}
