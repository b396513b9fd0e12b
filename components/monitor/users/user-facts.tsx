'use client';

import { Alert } from '@mantine/core';
import { IconUserOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { absoluteTime } from '@/components/feedback/time-words';
import { costWords } from '@/components/settings/amounts';
import type { AdminUser } from '@/hooks/monitor/admin-user';

import { Moment } from '../live/moment';
import { NOTHING, spanWords, wholeWords } from '../live/words';
import { ofBudget } from './user-columns';
import classes from './users.module.css';

const ROLES = { admin: 'Administrator', auditor: 'Read-only administrator', user: 'User' } as const;

/** The account, the allowance and the budget. */
export function UserFacts({ user }: { user: AdminUser }) {
  return (
    <>
      {user.account === null && (
        <Alert color="gray" icon={<IconUserOff />} title="No account">
          There is no such account: it was deleted, or never was. What is kept of it is below.
        </Alert>
      )}
      <section className={classes.card} aria-label="Account and use">
        <dl className={classes.facts}>
          {[...accountFacts(user), ...useFacts(user)].map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}

function accountFacts({ account }: AdminUser): [string, ReactNode][] {
  if (account === null) return [];
  return [
    ['E-mail', account.email ?? 'none: a guest'],
    ['Role', ROLES[account.role]],
    ['Plan', account.plan ?? 'default'],
    ['Sign-in', account.disabled ? 'disabled' : 'allowed'],
    ['Since', when(account.createdAt)],
    ['Signed in last', when(account.lastSignInAt)],
  ];
}

function useFacts({ usage, windows, webhookIds }: AdminUser): [string, ReactNode][] {
  if (usage === null) return [['Use', 'Has submitted nothing yet']];
  const { tokensPerDay, costPerDay, limitedAt } = usage;
  const day = usage.usageDay === null ? 'so far' : `on ${usage.usageDay}`;
  return [
    [`Tokens ${day}`, tokens(usage.usageTokens, tokensPerDay)],
    [
      `Cost ${day}`,
      ofBudget(costWords(usage.usageCost), costPerDay === null ? null : costWords(costPerDay)),
    ],
    ...windows.map(({ limit, windowMs, used }): [string, ReactNode] => [
      `Submits in ${spanWords(windowMs)}`,
      ofBudget(wholeWords(used), wholeWords(limit)),
    ]),
    [
      'Refused last',
      <Moment key="limited" at={limitedAt === null ? null : Date.parse(limitedAt)} />,
    ],
    ['Webhooks', wholeWords(webhookIds.length)],
  ];
}

function tokens(used: number, allowed: number | null): string {
  return ofBudget(wholeWords(used), allowed === null ? null : wholeWords(allowed));
}

function when(time: string | null): string {
  return time === null ? NOTHING : absoluteTime(Date.parse(time));
}
