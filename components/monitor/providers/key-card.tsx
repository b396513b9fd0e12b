'use client';

import { Badge, Title } from '@mantine/core';
import { IconCircleCheck, IconHandStop } from '@tabler/icons-react';
import { useId } from 'react';

import { useClusterNow } from '@/hooks/monitor/cluster-clock';
import { unblockKey } from '@/hooks/monitor/admin-actions';
import type { ProviderKeyRecord } from '@/lib/cluster/provider-key';
import { type SlidingWindow, used } from '@/lib/cluster/sliding-window';

import { ActionButton } from '../actions/action-button';
import { Moment } from '../live/moment';
import { spanWords } from '../live/words';
import { AllowanceBar } from './allowance-bar';
import classes from './providers.module.css';

export interface KeyCardProps {
  /** `key:…`. */
  id: string;
  record: ProviderKeyRecord;
  /** Calls at once that its provider's keys may have; null without such a limit. */
  concurrentLimit: number | null;
}

/** One key of a provider: what is left of its allowance, and whether it rests. */
export function KeyCard({ id, record, concurrentLimit }: KeyCardProps) {
  const titleId = useId();
  const now = useClusterNow();
  const blocked = record.blockedUntil !== null && record.blockedUntil > now;
  const inFlight = Object.values(record.inFlight)
    .filter(({ until }) => until > now)
    .reduce((sum, { calls }) => sum + calls, 0);
  return (
    <article className={classes.card} aria-labelledby={titleId} data-key={id}>
      <header className={classes.head}>
        <Title order={3} size="h4" id={titleId}>
          {record.label}
        </Title>
        {blocked && (
          <ActionButton
            size="xs"
            aria-label={`Unblock ${record.label}`}
            confirm={{
              title: 'Use this key again?',
              body: `Its provider asked to wait until ${record.label} has allowance again. Calls before that are likely to be refused.`,
              confirmLabel: 'Unblock',
            }}
            run={() => unblockKey(id)}
            done={`${record.label} is used again.`}
            failed="The key was not unblocked"
          >
            Unblock
          </ActionButton>
        )}
      </header>
      <div className={classes.state}>
        {blocked ? (
          <Badge
            {...BADGE}
            color="red"
            leftSection={<IconHandStop size={12} stroke={2.5} aria-hidden />}
          >
            Blocked by its provider
          </Badge>
        ) : (
          <Badge
            {...BADGE}
            color="teal"
            leftSection={<IconCircleCheck size={12} stroke={2.5} aria-hidden />}
          >
            Free
          </Badge>
        )}
        <span className={classes.stateWords}>
          {blocked && record.blockedUntil !== null ? (
            <>for another {spanWords(record.blockedUntil - now)}</>
          ) : (
            <>
              used <Moment at={record.updatedAt} />
            </>
          )}
        </span>
      </div>
      <div className={classes.allowances}>
        <AllowanceBar {...ofWindow('Requests', record.requests, now)} />
        <AllowanceBar {...ofWindow('Tokens', record.tokens, now)} />
        <AllowanceBar name="Calls under way" used={inFlight} limit={concurrentLimit} />
      </div>
    </article>
  );
}

function ofWindow(name: string, window: SlidingWindow | null, now: number) {
  if (window === null) return { name, used: null, limit: null };
  return {
    name:
      window.windowMs === 60_000 ? `${name} a minute` : `${name} in ${spanWords(window.windowMs)}`,
    used: used(window, now),
    limit: window.limit,
  };
}

const BADGE = { variant: 'light', tt: 'none', fw: 600 } as const;
