'use client';

import { cancelAnyJob } from '@/hooks/monitor/admin-job-actions';
import type { AdminJob } from '@/hooks/monitor/admin-job';

import { ActionButton } from '../actions/action-button';

export interface CancelActionProps {
  id: string;
  /** "this job". */
  what?: string;
  /** It was asked to stop already. */
  stopping: boolean;
  onDone?: (job: AdminJob) => void;
}

/** Cancels a job that has not ended, after asking. */
export function CancelAction({ id, what = 'this job', stopping, onDone }: CancelActionProps) {
  return (
    <ActionButton
      size="xs"
      disabled={stopping}
      confirm={{
        title: `Cancel ${what}?`,
        body: 'If it waits it ends at once; if it runs it is stopped within moments. It can be run again.',
        confirmLabel: 'Cancel it',
        cancelLabel: 'Let it run',
        danger: true,
      }}
      run={async () => {
        const job = await cancelAnyJob(id);
        onDone?.(job);
      }}
      done={`Asked to stop: ${what}.`}
      failed="It was not cancelled"
    >
      {stopping ? 'Stopping' : 'Cancel'}
    </ActionButton>
  );
}
