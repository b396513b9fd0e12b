'use client';

import { Title } from '@mantine/core';
import type { RefObject } from 'react';

import type { OutboxRow as Row } from '@/lib/outbox/outbox-view';

import type { OutboxClient } from './outbox-client';
import { OutboxRow } from './outbox-row';
import { SubmittedRow } from './submitted-row';
import classes from './upload.module.css';

export interface OutboxListProps {
  rows: readonly Row[];
  online: boolean;
  client: OutboxClient;
  ref: RefObject<HTMLElement | null>;
}

/** What is on its way, newest first. Nothing is shown while there is nothing. */
export function OutboxList({ rows, online, client, ref }: OutboxListProps) {
  if (rows.length === 0) return null;
  return (
    <section ref={ref} className={classes.card} aria-labelledby="outbox-title">
      <Title order={2} size="h3" id="outbox-title" mb="sm">
        {rows.every((row) => row.item.state === 'submitted') ? 'Just sent' : 'On their way'}
      </Title>
      <ul className={classes.list}>
        {[...rows]
          .reverse()
          .map((row) =>
            row.item.state === 'submitted' ? (
              <SubmittedRow key={row.item.id} item={row.item} client={client} />
            ) : (
              <OutboxRow key={row.item.id} row={row} online={online} client={client} />
            ),
          )}
      </ul>
    </section>
  );
}
