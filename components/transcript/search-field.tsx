'use client';

import { ActionIcon, CloseButton, Group, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';

import classes from './toolbar.module.css';
import type { useSearch } from './use-search';

function countWords(query: string, count: number, current: number): string {
  if (query.trim() === '') return '';
  if (count === 0) return 'None';
  return current < 0 ? `${count} found` : `${current + 1} of ${count}`;
}

/** Searches the transcript: Enter goes to the next place, Shift+Enter to the one before, Escape clears. */
export function SearchField({ search }: { search: ReturnType<typeof useSearch> }) {
  const { query, count, current } = search;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      search.step(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') search.search('');
  };
  return (
    <Group gap={4} wrap="nowrap" className={classes.search} role="search">
      <TextInput
        flex={1}
        miw={0}
        aria-label="Search in the transcript"
        placeholder="Search in the transcript"
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          query === '' ? null : (
            <CloseButton
              size="sm"
              aria-label="Clear the search"
              onClick={() => search.search('')}
            />
          )
        }
        value={query}
        onChange={(event) => search.search(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <span role="status" className={query === '' ? undefined : classes.count}>
        {countWords(query, count, current)}
      </span>
      {query !== '' && (
        <>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label="Previous place"
            disabled={count === 0}
            onClick={() => search.step(-1)}
          >
            <IconChevronUp size={18} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label="Next place"
            disabled={count === 0}
            onClick={() => search.step(1)}
          >
            <IconChevronDown size={18} />
          </ActionIcon>
        </>
      )}
    </Group>
  );
}
