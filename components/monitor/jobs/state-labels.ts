import type { JobState } from '@/lib/jobs/state';

/** What an administrator's filters call a job's state. */
export const STATE_LABELS: Readonly<Record<JobState, string>> = {
  scheduled: 'Scheduled',
  pending: 'Waiting',
  processing: 'Working',
  completed: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};
