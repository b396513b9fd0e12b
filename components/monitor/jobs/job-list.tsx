'use client';

import { Button, Group, Skeleton, Text, VisuallyHidden } from '@mantine/core';
import { IconListSearch, IconRefresh } from '@tabler/icons-react';

import { EmptyState } from '@/components/feedback/empty-state';
import { ErrorState } from '@/components/feedback/error-state';
import { RelativeTime } from '@/components/feedback/relative-time';
import type { AdminJob, AdminJobPage } from '@/hooks/monitor/admin-job';
import type { AnswerPages } from '@/hooks/monitor/use-answer-pages';

import { wholeWords } from '../live/words';
import { type Column, DataTable } from '../table/data-table';
import classes from './jobs.module.css';

export interface JobListProps {
  list: AnswerPages<AdminJobPage>;
  columns: readonly Column<AdminJob>[];
  label?: string;
  /** Takes all filters away; absent when there is none. */
  onClear?: () => void;
  /** Said when there is nothing and no filter. */
  nothing?: { title: string; description: string };
}

const NO_JOBS = {
  title: 'No jobs yet',
  description: 'What people submit appears here, and stays as long as its kind is kept.',
};

/** What a search found, in each of its states: asking, refused, nothing, some, more. */
export function JobList({
  list,
  columns,
  label = 'Jobs',
  onClear,
  nothing = NO_JOBS,
}: JobListProps) {
  if (list.isLoading) {
    return (
      <>
        <VisuallyHidden role="status">Looking for jobs</VisuallyHidden>
        <Skeleton height={360} radius="lg" aria-hidden />
      </>
    );
  }
  const jobs = (list.pages ?? []).flatMap((page) => page.jobs);
  const scanned = (list.pages ?? []).reduce((sum, page) => sum + page.scanned, 0);
  return (
    <>
      {list.error !== null && (
        <ErrorState
          title="The jobs could not be loaded"
          error={list.error}
          onRetry={list.refresh}
        />
      )}
      {list.pages !== null && (
        <Group justify="space-between" gap="sm" mb="xs">
          <Text size="sm" c="dimmed" role="status">
            {foundWords(jobs.length, scanned, list.hasMore)}
          </Text>
          <Group gap="xs">
            {list.answeredAt !== null && (
              <Text size="sm" c="dimmed">
                As of <RelativeTime at={list.answeredAt} />
              </Text>
            )}
            <Button
              size="xs"
              variant="default"
              leftSection={<IconRefresh size={14} aria-hidden />}
              loading={list.isRefreshing && !list.isLoadingMore}
              onClick={list.refresh}
            >
              Refresh
            </Button>
          </Group>
        </Group>
      )}
      {jobs.length > 0 && (
        <DataTable label={label} columns={columns} rows={jobs} rowKey={(job) => job.id} />
      )}
      {list.pages !== null && jobs.length === 0 && !list.hasMore && (
        <EmptyState
          icon={<IconListSearch size={30} stroke={1.75} />}
          {...(onClear === undefined
            ? nothing
            : {
                title: 'No job fits',
                description: 'Nothing that is kept fits all of these filters.',
                actions: (
                  <Button variant="default" onClick={onClear}>
                    Take the filters away
                  </Button>
                ),
              })}
        />
      )}
      {list.hasMore && (
        <div className={classes.more}>
          <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
            {jobs.length === 0 ? 'Look further back' : 'Load more'}
          </Button>
        </div>
      )}
    </>
  );
}

function foundWords(found: number, scanned: number, more: boolean): string {
  const jobs = `${wholeWords(found)} ${found === 1 ? 'job' : 'jobs'}`;
  const looked = scanned > found ? `, of ${wholeWords(scanned)} looked at` : '';
  return `${jobs}${looked}${more ? '; there may be more' : ''}.`;
}
