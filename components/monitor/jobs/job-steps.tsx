'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { discardAnyJob, replayAnyJob } from '@/hooks/monitor/admin-job-actions';
import type { AdminJob } from '@/hooks/monitor/admin-job';
import { isEnded } from '@/lib/jobs/state';

import { ActionButton } from '../actions/action-button';
import { GuardedButton } from '../actions/guarded-button';
import { CancelAction } from './cancel-action';
import { EditReplay } from './edit-replay';

export interface JobStepsProps {
  job: AdminJob;
  onChanged: (job: AdminJob) => void;
}

/** What can be done with a job in its state. */
export function JobSteps({ job, onChanged }: JobStepsProps) {
  const router = useRouter();
  const [editing, setEditing] = useState(false);
  const { id, status } = job;
  if (!isEnded(status)) {
    return <CancelAction id={id} stopping={job.cancelRequested} onDone={onChanged} />;
  }
  return (
    <>
      <ReplayAction job={job} onChanged={onChanged} />
      {status !== 'completed' && (
        <GuardedButton size="xs" onClick={() => setEditing(true)}>
          Edit and run again
        </GuardedButton>
      )}
      <DiscardAction id={id} onDone={() => router.push('/admin/jobs')} />
      {editing && (
        <EditReplay
          job={job}
          onClose={() => setEditing(false)}
          onReplayed={(changed) => {
            setEditing(false);
            onChanged(changed);
          }}
        />
      )}
    </>
  );
}

/** Runs a failed or cancelled job again; nothing for one that completed. */
export function ReplayAction({
  job,
  onChanged,
}: {
  job: AdminJob;
  onChanged: (job: AdminJob) => void;
}) {
  if (job.status !== 'failed' && job.status !== 'cancelled') return null;
  return (
    <ActionButton
      size="xs"
      aria-label={`Run again: ${job.id}`}
      run={async () => onChanged(await replayAnyJob(job.id))}
      done="It runs again."
      failed="It was not run again"
    >
      Run again
    </ActionButton>
  );
}

/** Deletes an ended job, after asking. */
export function DiscardAction({ id, onDone }: { id: string; onDone: () => void }) {
  return (
    <ActionButton
      size="xs"
      color="red"
      variant="light"
      aria-label={`Delete: ${id}`}
      confirm={{
        title: 'Delete this job?',
        body: 'With its input, its output and a recording that it kept. This cannot be undone.',
        confirmLabel: 'Delete it',
        cancelLabel: 'Keep it',
        danger: true,
      }}
      run={async () => {
        await discardAnyJob(id);
        onDone();
      }}
      done="It is deleted."
      failed="It was not deleted"
    >
      Delete
    </ActionButton>
  );
}
