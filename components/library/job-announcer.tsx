'use client';

import { VisuallyHidden } from '@mantine/core';
import { useState } from 'react';

import type { Job } from '@/lib/jobs/job';
import type { JobState } from '@/lib/jobs/state';

const NEWS: Partial<Record<JobState, string>> = {
  completed: 'is done',
  failed: 'failed',
  cancelled: 'was cancelled',
};

/** Tells a screen reader when a job that it could see going on has ended. */
export function JobAnnouncer({ jobs }: { jobs: readonly Job[] }) {
  const [seen, setSeen] = useState<{ jobs: readonly Job[]; states: Map<string, JobState> }>({
    jobs: [],
    states: new Map(),
  });
  const [message, setMessage] = useState('');

  if (seen.jobs !== jobs) {
    const news = jobs.flatMap((job) => {
      const before = seen.states.get(job.id);
      const words = NEWS[job.state];
      return before === undefined || before === job.state || words === undefined
        ? []
        : [`${job.title} ${words}.`];
    });
    setSeen({ jobs, states: new Map(jobs.map((job) => [job.id, job.state])) });
    if (news.length > 0) setMessage(news.join(' '));
  }

  return <VisuallyHidden role="status">{message}</VisuallyHidden>;
}
