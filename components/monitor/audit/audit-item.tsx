'use client';

import { Anchor, Text, UnstyledButton } from '@mantine/core';
import Link from 'next/link';

import type { AuditView } from '@/hooks/monitor/audit-entry';

import { Moment } from '../live/moment';
import classes from './audit.module.css';
import { actionWords, targetPath } from './audit-words';
import { differences } from './value-diff';

/** One entry: who, what, on what, and what is different since. */
export function AuditItem({ entry, onActor }: { entry: AuditView; onActor: () => void }) {
  const path = targetPath(entry.target);
  const changes = differences(entry.before ?? undefined, entry.after ?? undefined);
  return (
    <li className={classes.entry} data-row={entry.id}>
      <div className={classes.head}>
        <Text fw={600} size="sm" component="span" title={entry.action}>
          {actionWords(entry.action)}
        </Text>
        {path === null ? (
          <span className={classes.code}>{entry.target}</span>
        ) : (
          <Anchor component={Link} href={path} className={classes.code}>
            {entry.target}
          </Anchor>
        )}
        <span className={classes.when}>
          <Moment at={Date.parse(entry.at)} />
        </span>
      </div>
      <Text size="sm" c="dimmed" component="div">
        by{' '}
        <UnstyledButton
          className={classes.by}
          title={`Only what this administrator did: ${entry.actorId}`}
          onClick={onActor}
        >
          {entry.actorEmail ?? entry.actorId}
        </UnstyledButton>
      </Text>
      {changes.length > 0 && (
        <dl className={classes.changes}>
          {changes.map(({ place, before, after }) => (
            <div key={place}>
              <dt>{place === '' ? 'value' : place}</dt>
              <dd>
                {before !== null &&
                  // What many jobs were chosen by is still so: it did not go away.
                  (entry.action.startsWith('bulk.') ? (
                    <span>{before}</span>
                  ) : (
                    <del className={classes.before}>{before}</del>
                  ))}
                {before !== null && after !== null && <span aria-hidden> → </span>}
                {after !== null && <ins className={classes.after}>{after}</ins>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
