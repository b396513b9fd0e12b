'use client';

import { useCallback, useState } from 'react';

import { confirmAction } from '@/components/feedback/confirm';
import { notifyProblem, notifySuccess } from '@/components/feedback/notify';
import { cancelJob, deleteJob, retryJob } from '@/hooks/job-actions';
import type { Job } from '@/lib/jobs/job';
import { isEnded } from '@/lib/jobs/state';

export interface JobCommands {
  /** A command is on its way. */
  busy: boolean;
  canCancel: boolean;
  canRetry: boolean;
  /** False when the same input would only fail the same way. */
  retryHelps: boolean;
  canDelete: boolean;
  cancel: () => void;
  retry: () => void;
  remove: () => void;
}

/** What a person can do with a job now. What came of it shows by itself: the list is live. */
export function useJobCommands(job: Job): JobCommands {
  const [busy, setBusy] = useState(false);

  const run = useCallback(async (failure: string, command: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await command();
    } catch (error) {
      await notifyProblem(failure, error);
    } finally {
      setBusy(false);
    }
  }, []);

  const remove = async () => {
    const sure = await confirmAction({
      title: 'Delete this for good?',
      body: `“${job.title}” and its result will be deleted. This cannot be undone.`,
      confirmLabel: 'Delete',
      danger: true,
    });
    if (!sure) return;
    await run('It was not deleted', async () => {
      await deleteJob(job.id);
      await notifySuccess(`“${job.title}” was deleted.`);
    });
  };

  return {
    busy,
    canCancel: !isEnded(job.state) && job.cancelRequestedAt === null,
    canRetry: job.state === 'failed' || job.state === 'cancelled',
    retryHelps: job.error?.retryable !== false,
    canDelete: isEnded(job.state),
    cancel: () => void run('It was not cancelled', () => cancelJob(job.id)),
    retry: () => void run('It was not started again', () => retryJob(job.id)),
    remove: () => void remove(),
  };
}
