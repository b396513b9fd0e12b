'use client';

import { Button, Group, Select, Skeleton, VisuallyHidden } from '@mantine/core';
import { IconHistory, IconRefresh, IconSearch } from '@tabler/icons-react';
import { useCallback } from 'react';

import { EmptyState } from '@/components/feedback/empty-state';
import { ErrorState } from '@/components/feedback/error-state';
import type { AuditPage } from '@/hooks/monitor/audit-entry';
import { useAnswerPages } from '@/hooks/monitor/use-answer-pages';

import { ExportMenu } from '../export/export-menu';
import { TypedField } from '../jobs/typed-field';
import { MonitorPage } from '../shell/monitor-page';
import classes from './audit.module.css';
import { AuditItem } from './audit-item';
import { ACTION_OPTIONS } from './audit-words';
import { auditQuery, useAuditFilters } from './use-audit-filters';

/** Who changed what, and what it was before. */
export function Audit() {
  const { filters, change } = useAuditFilters();
  const query = auditQuery(filters);
  const list = useAnswerPages<AuditPage>(`audit?${query}`, (cursor) => {
    const page = new URLSearchParams(query);
    if (cursor !== null) page.set('cursor', cursor);
    return `/api/admin/audit?${page}`;
  });
  const onActor = useCallback((actorId: string | null) => change({ actorId }), [change]);
  const entries = (list.pages ?? []).flatMap((page) => page.entries);

  return (
    <MonitorPage
      title="Audit log"
      description="Every action of an administrator, newest first. Nobody can change an entry; each is kept for a year."
      actions={<ExportMenu what="audit" query={() => query} />}
    >
      <Group gap="sm" mb="md" role="search" aria-label="Filter the audit log">
        <TypedField
          data-monitor-search
          className={classes.actor}
          aria-label="Administrator’s user id"
          placeholder="Administrator’s user id"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={filters.actorId}
          onTyped={onActor}
        />
        <Select
          aria-label="Action"
          placeholder="Every action"
          clearable
          searchable
          data={[...ACTION_OPTIONS]}
          value={filters.action}
          onChange={(action) => change({ action })}
          comboboxProps={{ withinPortal: true }}
        />
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={list.isRefreshing && !list.isLoading && !list.isLoadingMore}
          onClick={list.refresh}
        >
          Refresh
        </Button>
      </Group>
      {list.error !== null && (
        <ErrorState
          title="The audit log could not be loaded"
          error={list.error}
          onRetry={list.refresh}
        />
      )}
      {list.isLoading && (
        <>
          <VisuallyHidden role="status">Loading the audit log</VisuallyHidden>
          <Skeleton height={300} radius="lg" aria-hidden />
        </>
      )}
      {list.pages !== null && entries.length === 0 && (
        <EmptyState
          icon={<IconHistory size={30} stroke={1.75} />}
          title={query.size === 0 ? 'Nothing was changed yet' : 'No entry fits'}
          description={
            query.size === 0
              ? 'What an administrator does in the monitor appears here.'
              : 'Nobody did that within the last year.'
          }
        />
      )}
      {entries.length > 0 && (
        <ol className={classes.entries} aria-label="Audit log">
          {entries.map((entry) => (
            <AuditItem
              key={entry.id}
              entry={entry}
              onActor={() => change({ actorId: entry.actorId })}
            />
          ))}
        </ol>
      )}
      {list.hasMore && (
        <div className={classes.more}>
          <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
            Load more
          </Button>
        </div>
      )}
    </MonitorPage>
  );
}
