'use client';

import { Anchor, Badge, Group } from '@mantine/core';
import Link from 'next/link';

import { costWords } from '@/components/settings/amounts';
import type { AdminUserRow } from '@/hooks/monitor/admin-user';

import { Moment } from '../live/moment';
import { wholeWords } from '../live/words';
import type { Column } from '../table/data-table';
import { userJobsPath, userPath } from './user-path';
import classes from './users.module.css';

export const USER_COLUMNS: readonly Column<AdminUserRow>[] = [
  {
    key: 'user',
    header: 'User',
    cell: ({ userId, overBudget }) => (
      <Group gap="xs">
        <Anchor component={Link} href={userPath(userId)} className={classes.id}>
          {userId}
        </Anchor>
        {overBudget && <OverBudget />}
      </Group>
    ),
  },
  {
    key: 'tokens',
    header: 'Tokens',
    numeric: true,
    cell: ({ usageTokens, tokensPerDay }) =>
      ofBudget(wholeWords(usageTokens), tokensPerDay === null ? null : wholeWords(tokensPerDay)),
  },
  {
    key: 'cost',
    header: 'Cost',
    numeric: true,
    cell: ({ usageCost, costPerDay }) =>
      ofBudget(costWords(usageCost), costPerDay === null ? null : costWords(costPerDay)),
  },
  { key: 'day', header: 'Day', cell: ({ usageDay }) => usageDay ?? 'never' },
  {
    key: 'limited',
    header: 'Last refused',
    cell: ({ limitedAt }) => <Moment at={limitedAt === null ? null : Date.parse(limitedAt)} />,
  },
  {
    key: 'jobs',
    header: 'Jobs',
    hiddenHeader: true,
    cell: ({ userId }) => (
      <Anchor
        component={Link}
        href={userJobsPath(userId)}
        size="sm"
        aria-label={`Jobs of ${userId}`}
      >
        Jobs
      </Anchor>
    ),
  },
];

export function OverBudget() {
  return (
    <Badge color="red" variant="light" tt="none" fw={600}>
      Over budget
    </Badge>
  );
}

/** "1,204 of 2,000", or what was used alone where nothing limits it. */
export function ofBudget(used: string, allowed: string | null): string {
  return allowed === null ? used : `${used} of ${allowed}`;
}
