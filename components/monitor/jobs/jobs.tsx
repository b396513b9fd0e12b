'use client';

import { useCallback } from 'react';

import { useAnswerPages } from '@/hooks/monitor/use-answer-pages';
import type { AdminJobPage } from '@/hooks/monitor/admin-job';

import { BulkMenu } from '../bulk/bulk-menu';
import { BulkProgress } from '../bulk/bulk-progress';
import { ExportMenu } from '../export/export-menu';
import { MonitorPage } from '../shell/monitor-page';
import { JOB_COLUMNS } from './job-columns';
import { JobFilters } from './job-filters';
import { JobList } from './job-list';
import { isRestricted, searchToParams, searchToQuery } from './job-search';
import { useJobSearchInUrl } from './use-job-search-in-url';

/** Anybody's jobs, found by whatever is known of them. */
export function Jobs() {
  const { search, change, clear, bulkId, showBulk } = useJobSearchInUrl();
  const list = useAnswerPages<AdminJobPage>(`jobs?${searchToParams(search)}`, (cursor) => {
    const query = searchToQuery(search, Date.now());
    if (cursor !== null) query.set('cursor', cursor);
    return `/api/admin/jobs?${query}`;
  });
  const hideBulk = useCallback(() => showBulk(null), [showBulk]);

  return (
    <MonitorPage
      title="Jobs"
      description="Of everybody, newest first. What people wrote and got stays hidden until you ask for it."
      actions={
        <>
          <ExportMenu what="jobs" query={() => searchToQuery(search, Date.now())} />
          <BulkMenu search={search} onStarted={showBulk} />
        </>
      }
    >
      {bulkId !== null && (
        <BulkProgress key={bulkId} jobId={bulkId} onEnded={list.refresh} onClose={hideBulk} />
      )}
      <JobFilters search={search} change={change} />
      <JobList
        list={list}
        columns={JOB_COLUMNS}
        {...(isRestricted(search) ? { onClear: clear } : {})}
      />
    </MonitorPage>
  );
}
