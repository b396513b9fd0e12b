'use client';

import { Group } from '@mantine/core';

import type { AdminJob } from '@/hooks/monitor/admin-job';

import { GuardedButton } from '../actions/guarded-button';
import { DiscardAction, ReplayAction } from '../jobs/job-steps';
import { Moment } from '../live/moment';
import type { Column } from '../table/data-table';

export const FAILED_COLUMN: Column<AdminJob> = {
  key: 'failed',
  header: 'Failed',
  cell: ({ finishedAt }) => <Moment at={finishedAt === null ? null : Date.parse(finishedAt)} />,
};

/** What can be done with one of them. */
export function stepsColumn(
  onChanged: () => void,
  onEdit: (job: AdminJob) => void,
): Column<AdminJob> {
  return {
    key: 'steps',
    header: 'Actions',
    hiddenHeader: true,
    cell: (job) => (
      <Group gap={6} wrap="nowrap" justify="flex-end">
        <ReplayAction job={job} onChanged={onChanged} />
        <GuardedButton size="xs" aria-label={`Edit: ${job.id}`} onClick={() => onEdit(job)}>
          Edit
        </GuardedButton>
        <DiscardAction id={job.id} onDone={onChanged} />
      </Group>
    ),
  };
}
