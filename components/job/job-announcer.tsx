'use client';

import { VisuallyHidden } from '@mantine/core';

import type { Job } from '@/lib/jobs/job';

/** Of a running job only the quarters are said: a screen reader that reads every percent cannot be used. */
const STEP = 25;

function announcement(job: Job): string {
  if (job.state === 'processing' && job.cancelRequestedAt !== null) return 'Stopping';
  switch (job.state) {
    case 'scheduled':
      return job.attempt === 0 ? 'Scheduled' : 'Waiting to try again';
    case 'pending':
      return 'Waiting in the queue';
    case 'processing': {
      const quarter = Math.floor((job.progress?.percentage ?? 0) / STEP) * STEP;
      return quarter === 0 ? 'Started' : `${quarter} percent done`;
    }
    case 'completed':
      return 'Done';
    case 'failed':
      return `Failed. ${job.error?.message ?? ''}`;
    case 'cancelled':
      return 'Cancelled';
  }
}

/** Tells a screen reader, politely, each time the job enters another stage. */
export function JobAnnouncer({ job }: { job: Job }) {
  return <VisuallyHidden role="status">{announcement(job)}</VisuallyHidden>;
}
