'use client';

import { Badge, Group } from '@mantine/core';

import { releaseLock } from '@/hooks/monitor/record-actions';
import type { LockRecord } from '@/lib/cluster/lock';

import { ActionButton } from '../actions/action-button';
import { NOTHING, spanWords, wholeWords } from '../live/words';
import type { Column } from '../table/data-table';
import type { LockState } from './lock-sightings';
import classes from './locks.module.css';

export interface LockRow {
  name: string;
  lock: LockRecord;
  state: LockState;
  /** Since its counter moved, or since this page was opened. Milliseconds; null before it was seen. */
  seenMs: number | null;
  /** Whether this page saw a renewal. */
  moved: boolean;
}

const LOOKS = {
  free: { label: 'Free', color: 'gray' },
  held: { label: 'Held', color: 'teal' },
  silent: { label: 'Silent', color: 'yellow' },
} as const;

export const LOCK_COLUMNS: readonly Column<LockRow>[] = [
  {
    key: 'name',
    header: 'Lock',
    cell: ({ name, state }) => (
      <Group gap="xs">
        <span className={classes.code}>{name}</span>
        <Badge color={LOOKS[state].color} variant="light" tt="none" fw={600}>
          {LOOKS[state].label}
        </Badge>
      </Group>
    ),
  },
  {
    key: 'holder',
    header: 'Holder',
    cell: ({ lock }) =>
      lock.released ? NOTHING : <span className={classes.code}>{lock.holder}</span>,
  },
  { key: 'fence', header: 'Fence', numeric: true, cell: ({ lock }) => String(lock.fence) },
  {
    key: 'renewals',
    header: 'Renewals',
    numeric: true,
    cell: ({ lock }) => wholeWords(lock.counter),
  },
  { key: 'age', header: 'Last renewal', cell: (row) => renewalWords(row) },
  {
    key: 'ttl',
    header: 'May go without',
    numeric: true,
    cell: ({ lock }) => spanWords(lock.ttlMs),
  },
  {
    key: 'steps',
    header: 'Actions',
    hiddenHeader: true,
    cell: ({ name, lock }) => (lock.released ? null : <ReleaseAction name={name} lock={lock} />),
  },
];

function ReleaseAction({ name, lock }: { name: string; lock: LockRecord }) {
  return (
    <ActionButton
      size="xs"
      color="red"
      variant="light"
      aria-label={`Release ${name}`}
      confirm={{
        title: `Take ${name} from its holder?`,
        body: `${lock.holder} may be at work under it. What it still writes is refused by the higher fence, but what it does outside of the database is not undone: another may do the same again. A dead holder loses the lock by itself after ${spanWords(lock.ttlMs)}.`,
        confirmLabel: 'Release it',
        cancelLabel: 'Leave it',
        danger: true,
      }}
      run={() => releaseLock(name)}
      done={`${name} is free.`}
      failed={`${name} was not released`}
    >
      Release
    </ActionButton>
  );
}

function renewalWords({ lock, seenMs, moved }: LockRow): string {
  if (lock.released || seenMs === null) return NOTHING;
  if (moved) return `${spanWords(seenMs)} ago`;
  return seenMs === 0 ? 'not seen yet' : `none seen for ${spanWords(seenMs)}`;
}
