'use client';

import { Button, Collapse, MultiSelect, Select } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react';
import { useCallback, useState } from 'react';

import { PRIORITIES, type Priority } from '@/lib/jobs/priority';
import { isQueueName, QUEUE_NAMES, QUEUES } from '@/lib/jobs/queues';
import { JOB_STATES } from '@/lib/jobs/state';

import { CreatedFields } from './created-fields';
import { type JobSearch } from './job-search';
import classes from './jobs.module.css';
import { KIND_OPTIONS } from './kind-titles';
import { STATE_LABELS } from './state-labels';
import { TypedField } from './typed-field';
import type { SearchInUrl } from './use-job-search-in-url';

export type FilterField = 'text' | 'id' | 'state' | 'priority';

export interface JobFiltersProps {
  search: JobSearch;
  change: SearchInUrl['change'];
  /** Fields that this list does not know. */
  without?: readonly FilterField[];
}

const TYPING = { typing: true };
const COMBOBOX = { withinPortal: true } as const;

/** What jobs are looked for by. */
export function JobFilters({ search, change, without = [] }: JobFiltersProps) {
  const has = (field: FilterField) => !without.includes(field);
  const hidden = countHidden(search);
  const [open, setOpen] = useState(hidden > 0);
  const typed = useTyped(change);

  return (
    <div role="search" aria-label="Find jobs" className={classes.filters}>
      <div className={classes.mainFilters}>
        {has('text') ? (
          <TypedField
            data-monitor-search
            className={classes.text}
            aria-label="Search by title, id or error"
            placeholder="Search by title, id or error"
            type="search"
            leftSection={<IconSearch size={16} aria-hidden />}
            value={search.text}
            onTyped={typed.text}
          />
        ) : (
          <TypedField
            data-monitor-search
            className={classes.text}
            aria-label="Error code"
            placeholder="Error code"
            type="search"
            leftSection={<IconSearch size={16} aria-hidden />}
            value={search.errorCode}
            onTyped={typed.errorCode}
          />
        )}
        {has('state') && (
          <MultiSelect
            aria-label="State"
            placeholder={search.states.length === 0 ? 'Every state' : ''}
            className={classes.pick}
            data={JOB_STATES.map((value) => ({ value, label: STATE_LABELS[value] }))}
            value={[...search.states]}
            onChange={(chosen) =>
              change({ states: JOB_STATES.filter((state) => chosen.includes(state)) })
            }
            comboboxProps={COMBOBOX}
          />
        )}
        <MultiSelect
          aria-label="Kind"
          placeholder={search.kinds.length === 0 ? 'Every kind' : ''}
          className={classes.pick}
          data={[...KIND_OPTIONS]}
          value={[...search.kinds]}
          onChange={(kinds) => change({ kinds })}
          comboboxProps={COMBOBOX}
        />
        <Button
          variant={open ? 'light' : 'default'}
          leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
          aria-expanded={open}
          aria-controls="more-filters"
          onClick={() => setOpen(!open)}
        >
          {hidden === 0 ? 'More filters' : `More filters (${hidden})`}
        </Button>
      </div>
      <Collapse expanded={open} id="more-filters">
        <div className={classes.moreFilters}>
          <Select
            label="Queue"
            placeholder="Every queue"
            clearable
            data={QUEUE_NAMES.map((value) => ({ value, label: QUEUES[value].title }))}
            value={search.queue}
            onChange={(queue) =>
              change({ queue: queue !== null && isQueueName(queue) ? queue : null })
            }
            comboboxProps={COMBOBOX}
          />
          {has('priority') && (
            <Select
              label="Priority"
              placeholder="Every priority"
              clearable
              data={PRIORITIES.map((value) => ({ value, label: titled(value) }))}
              value={search.priority}
              onChange={(priority) =>
                change({ priority: PRIORITIES.find((known) => known === priority) ?? null })
              }
              comboboxProps={COMBOBOX}
            />
          )}
          <TypedField label="User id" value={search.userId} onTyped={typed.userId} />
          {has('text') && (
            <TypedField
              label="Error code"
              placeholder="silent_audio"
              value={search.errorCode}
              onTyped={typed.errorCode}
            />
          )}
          {has('id') && <TypedField label="Job id" value={search.id} onTyped={typed.id} />}
          <CreatedFields search={search} change={change} />
        </div>
      </Collapse>
    </div>
  );
}

/** One callback a field that stays the same, so that a pause in typing is counted from the last letter. */
function useTyped(change: SearchInUrl['change']) {
  return {
    text: useCallback((text: string | null) => change({ text }, TYPING), [change]),
    id: useCallback((id: string | null) => change({ id }, TYPING), [change]),
    userId: useCallback((userId: string | null) => change({ userId }, TYPING), [change]),
    errorCode: useCallback((errorCode: string | null) => change({ errorCode }, TYPING), [change]),
  };
}

/** How many of the fields that may be folded away restrict the search. */
function countHidden({
  queue,
  priority,
  userId,
  errorCode,
  id,
  within,
  from,
  to,
}: JobSearch): number {
  return [queue, priority, userId, errorCode, id, within ?? from ?? to].filter(
    (value) => value !== null,
  ).length;
}

function titled(priority: Priority): string {
  return `${priority.charAt(0).toUpperCase()}${priority.slice(1)}`;
}
