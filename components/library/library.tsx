'use client';

import { Button, Center, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';

import { ErrorState } from '@/components/feedback/error-state';
import { PageHeader } from '@/components/feedback/page-header';
import { RowsSkeleton } from '@/components/feedback/skeletons';
import { StaleNotice } from '@/components/feedback/stale-notice';
import { useJobs } from '@/hooks/use-jobs';
import type { Job } from '@/lib/jobs/job';

import { JobAnnouncer } from './job-announcer';
import { JobCards } from './job-cards';
import { JobTable } from './job-table';
import classes from './library.module.css';
import { EmptyLibrary, NoMatches } from './library-empty';
import { LibraryFiltersBar } from './library-filters';
import { titleMatches } from './title-match';
import { STAGES, useLibraryFilters } from './use-library-filters';

/** A search looks further back than the first page. */
const SEARCH_REACH = 240;

/** Everything that a person made, live. */
export function Library() {
  const { filters, change, clear } = useLibraryFilters();
  const searching = filters.search !== '';
  const list = useJobs({
    kinds: filters.kind === null ? [] : [filters.kind],
    states: filters.stage === null ? [] : STAGES[filters.stage].states,
    ...(searching ? { limit: SEARCH_REACH } : {}),
  });
  const shown = searching
    ? list.jobs.filter((job) => titleMatches(job.title, filters.search))
    : list.jobs;
  const filtered = searching || filters.kind !== null || filters.stage !== null;
  const untouched = !list.isLoading && list.error === null && !filtered && shown.length === 0;

  return (
    <>
      <PageHeader
        title="Library"
        description={untouched ? undefined : 'Everything you made, as it happens.'}
      />
      <StaleNotice stale={list.isStale} />
      {!untouched && <LibraryFiltersBar filters={filters} change={change} />}
      <JobAnnouncer jobs={list.jobs} />
      {list.error !== null && (
        <ErrorState title="Your library could not be loaded" error={list.error} />
      )}
      {list.isLoading && <RowsSkeleton rows={6} label="Loading your library" />}
      {untouched && <EmptyLibrary />}
      {filtered && !list.isLoading && list.error === null && shown.length === 0 && (
        <NoMatches onClear={clear} />
      )}
      {shown.length > 0 && <JobList jobs={shown} all={list.jobs} />}
      <Center className={classes.foot}>
        {list.hasMore && (
          <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
            {searching ? 'Search further back' : 'Show older'}
          </Button>
        )}
        {searching && !list.hasMore && shown.length > 0 && (
          <Text size="sm" c="dimmed">
            {shown.length} of {list.jobs.length} match
          </Text>
        )}
      </Center>
    </>
  );
}

function JobList({ jobs, all }: { jobs: readonly Job[]; all: readonly Job[] }) {
  const narrow = useMediaQuery('(max-width: 48em)', false);
  const titles = new Map(all.map((job) => [job.id, job.title]));
  return narrow ? (
    <JobCards jobs={jobs} titles={titles} />
  ) : (
    <JobTable jobs={jobs} titles={titles} />
  );
}
