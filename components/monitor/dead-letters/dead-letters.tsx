'use client';

import { Group } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';

import { useAnswerPages } from '@/hooks/monitor/use-answer-pages';
import { useLiveStats } from '@/hooks/monitor/use-cluster';
import type { AdminJob, AdminJobPage } from '@/hooks/monitor/admin-job';

import { BulkMenu } from '../bulk/bulk-menu';
import { BulkProgress } from '../bulk/bulk-progress';
import { ExportMenu } from '../export/export-menu';
import { EditReplay } from '../jobs/edit-replay';
import {
  ATTEMPTS_COLUMN,
  ERROR_COLUMN,
  NAME_COLUMN,
  QUEUE_COLUMN,
  USER_COLUMN,
} from '../jobs/job-columns';
import { type FilterField, JobFilters } from '../jobs/job-filters';
import { JobList } from '../jobs/job-list';
import { type JobSearch, isRestricted, searchToParams, searchToQuery } from '../jobs/job-search';
import { useJobSearchInUrl } from '../jobs/use-job-search-in-url';
import { MonitorPage } from '../shell/monitor-page';
import type { Column } from '../table/data-table';
import { ErrorGroups } from './error-groups';
import { FAILED_COLUMN, stepsColumn } from './letter-columns';

/** Many at once, so that the counts by error code say something. */
const PAGE = '100';
const UNKNOWN_FIELDS: readonly FilterField[] = ['text', 'id', 'state', 'priority'];
const NOTHING_FAILED = {
  title: 'No dead letters',
  description: 'A job that fails for good waits here until somebody runs it again or deletes it.',
};

/** Jobs that failed for good, by what they failed of; run again, edited or deleted. */
export function DeadLetters() {
  const { search: found, change, clear, bulkId, showBulk } = useJobSearchInUrl();
  const search = useMemo((): JobSearch => onlyFailed(found), [found]);
  const filters = { ...search, states: [] };
  const list = useAnswerPages<AdminJobPage>(`dead-letters?${searchToParams(filters)}`, (cursor) => {
    const query = searchToQuery(filters, Date.now());
    query.set('limit', PAGE);
    if (cursor !== null) query.set('cursor', cursor);
    return `/api/admin/dead-letters?${query}`;
  });
  const [edited, setEdited] = useState<AdminJob | null>(null);
  const hideBulk = useCallback(() => showBulk(null), [showBulk]);
  const total = useLiveStats().value?.total.failed ?? null;
  const jobs = (list.pages ?? []).flatMap((page) => page.jobs);

  return (
    <MonitorPage
      title="Dead letters"
      description="Jobs that are out of attempts, or that no attempt can help. Nothing here runs by itself."
      actions={
        <Group gap="sm">
          <ExportMenu what="jobs" query={() => searchToQuery(search, Date.now())} />
          <BulkMenu search={search} actions={['replay', 'delete']} onStarted={showBulk} />
        </Group>
      }
    >
      {bulkId !== null && (
        <BulkProgress key={bulkId} jobId={bulkId} onEnded={list.refresh} onClose={hideBulk} />
      )}
      <ErrorGroups
        jobs={jobs}
        complete={list.pages !== null && !list.hasMore}
        total={isRestricted(filters) ? null : total}
        chosen={search.errorCode}
        onChoose={(errorCode) => change({ errorCode })}
      />
      <JobFilters search={search} change={change} without={UNKNOWN_FIELDS} />
      <JobList
        label="Dead letters"
        list={list}
        columns={columnsOf(list.refresh, setEdited)}
        nothing={NOTHING_FAILED}
        {...(isRestricted(filters) ? { onClear: clear } : {})}
      />
      {edited !== null && (
        <EditReplay
          job={edited}
          onClose={() => setEdited(null)}
          onReplayed={() => {
            setEdited(null);
            list.refresh();
          }}
        />
      )}
    </MonitorPage>
  );
}

/** What this list can be restricted by; the rest of an address that somebody typed says nothing here. */
function onlyFailed(search: JobSearch): JobSearch {
  return { ...search, id: null, text: null, priority: null, states: ['failed'] };
}

function columnsOf(
  onChanged: () => void,
  onEdit: (job: AdminJob) => void,
): readonly Column<AdminJob>[] {
  return [
    NAME_COLUMN,
    ERROR_COLUMN,
    QUEUE_COLUMN,
    USER_COLUMN,
    ATTEMPTS_COLUMN,
    FAILED_COLUMN,
    stepsColumn(onChanged, onEdit),
  ];
}
