'use client';

import { CloseButton, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

import { useKinds } from '@/hooks/use-kinds';

import classes from './library.module.css';
import { isStage, type LibraryFilters, STAGES } from './use-library-filters';

const EVERY_STAGE = 'all';
/** What people make first comes first; kinds that nobody thought of here come last. */
const FIRST_KINDS = ['transcription', 'summary', 'chat', 'content_generation'];
const TYPING_PAUSE_MS = 200;

export interface LibraryFiltersBarProps {
  filters: LibraryFilters;
  change: (change: Partial<LibraryFilters>) => void;
}

/** Search, kind and stage. */
export function LibraryFiltersBar({ filters, change }: LibraryFiltersBarProps) {
  const kinds = useKinds()
    .filter(({ internal }) => !internal)
    .sort((one, other) => place(one.name) - place(other.name));
  return (
    <div className={classes.filters} role="search" aria-label="Filter the library">
      <div className={classes.kinds} role="group" aria-label="Kind">
        {[{ name: null, title: 'All' }, ...kinds].map((kind) => (
          <button
            key={kind.name ?? ''}
            type="button"
            className={classes.kind}
            aria-pressed={filters.kind === kind.name}
            onClick={() => change({ kind: kind.name })}
          >
            {kind.title}
          </button>
        ))}
      </div>
      <div className={classes.narrow}>
        <SearchField search={filters.search} onSearch={(search) => change({ search })} />
        <Select
          aria-label="Stage"
          w={150}
          allowDeselect={false}
          data={[
            { value: EVERY_STAGE, label: 'Every stage' },
            ...Object.entries(STAGES).map(([value, { label }]) => ({ value, label })),
          ]}
          value={filters.stage ?? EVERY_STAGE}
          onChange={(value) => change({ stage: value !== null && isStage(value) ? value : null })}
          comboboxProps={{ withinPortal: true }}
        />
      </div>
    </div>
  );
}

function place(kind: string): number {
  const at = FIRST_KINDS.indexOf(kind);
  return at === -1 ? FIRST_KINDS.length : at;
}

/** Shows every letter at once, and searches when the typing pauses. */
function SearchField({ search, onSearch }: { search: string; onSearch: (search: string) => void }) {
  const [typed, setTyped] = useState(search);
  const [applied, setApplied] = useState(search);
  if (applied !== search) {
    setApplied(search);
    if (search.trim() !== typed.trim()) setTyped(search);
  }
  useEffect(() => {
    if (typed.trim() === search) return;
    const timer = setTimeout(() => onSearch(typed.trim()), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, search, onSearch]);

  return (
    <TextInput
      aria-label="Search by title"
      placeholder="Search by title"
      type="search"
      className={classes.search}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed === '' ? null : (
          <CloseButton
            size="sm"
            aria-label="Clear the search"
            onClick={() => {
              setTyped('');
              onSearch('');
            }}
          />
        )
      }
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
