'use client';

import { Anchor, Stack } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import Link from 'next/link';

import { ErrorState } from '@/components/feedback/error-state';
import { TextSkeleton } from '@/components/feedback/skeletons';
import { ChatResult } from '@/components/chat/chat-result';
import { ContentResult } from '@/components/content/content-result';
import { FeedbackResult } from '@/components/practice/feedback-result';
import { SummaryResult } from '@/components/summary/summary-result';
import type { ApiProblem } from '@/hooks/api';
import type { Job } from '@/lib/jobs/job';
import type { ChatOutput } from '@/lib/jobs/kinds/chat';
import type { ContentGenerationOutput } from '@/lib/jobs/kinds/content_generation';
import type { InterviewFeedbackOutput } from '@/lib/jobs/kinds/interview_feedback';
import type { SummaryOutput } from '@/lib/jobs/kinds/summary';

const TABS: Readonly<Record<string, string>> = {
  summary: 'summary',
  chat: 'chat',
  content_generation: 'content',
};

function Result({ job, output }: { job: Job; output: object }) {
  switch (job.kind) {
    case 'summary':
      return <SummaryResult job={job} output={output as SummaryOutput} />;
    case 'chat':
      return <ChatResult job={job} output={output as ChatOutput} />;
    case 'content_generation':
      return <ContentResult job={job} output={output as ContentGenerationOutput} />;
    case 'interview_feedback':
      return <FeedbackResult output={output as InterviewFeedbackOutput} />;
    case 'batch':
      // Its jobs stand below.
      return null;
    default:
      return <pre>{JSON.stringify(output, null, 2)}</pre>;
  }
}

/** The result of a job that was made from a transcript, opened on its own, with the way to the transcript. */
export function DerivedResult({
  job,
  output,
  isLoading,
  error,
}: {
  job: Job;
  output: object | null;
  isLoading: boolean;
  error: ApiProblem | null;
}) {
  if (output === null) {
    return error === null || isLoading ? (
      <TextSkeleton lines={6} label="Loading the result" />
    ) : (
      <ErrorState title="The result could not be loaded" error={error} />
    );
  }
  return (
    <Stack gap="lg">
      {job.subjectId !== null && (
        <Anchor
          component={Link}
          href={`/jobs/${job.subjectId}?tab=${TABS[job.kind] ?? 'transcript'}`}
          size="sm"
        >
          <IconFileText size={16} aria-hidden style={{ verticalAlign: '-3px' }} /> Open the
          transcript it was made from
        </Anchor>
      )}
      <Result job={job} output={output} />
    </Stack>
  );
}
