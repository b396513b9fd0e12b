'use client';

import { Anchor, Badge } from '@mantine/core';
import Link from 'next/link';

import { disableWebhook, enableWebhook } from '@/hooks/monitor/record-actions';
import type { WebhookRecord } from '@/lib/cluster/webhook';
import type { SeenRecord } from '@/lib/firebase/client/records';

import { ActionButton } from '../actions/action-button';
import { Moment } from '../live/moment';
import type { Column } from '../table/data-table';
import { userPath } from '../users/user-path';
import { deliveryWords } from './delivery-words';
import classes from './webhooks.module.css';

type Webhook = SeenRecord<WebhookRecord>;

export const WEBHOOK_COLUMNS: readonly Column<Webhook>[] = [
  {
    key: 'url',
    header: 'Address',
    cell: ({ id, value }) => (
      <span className={classes.name}>
        <span className={classes.url}>{value.url}</span>
        <span className={classes.id}>{id}</span>
      </span>
    ),
  },
  {
    key: 'owner',
    header: 'Owner',
    cell: ({ value: { userId } }) => (
      <Anchor component={Link} href={userPath(userId)} className={classes.owner} title={userId}>
        {userId}
      </Anchor>
    ),
  },
  {
    key: 'state',
    header: 'State',
    cell: ({ value: { disabled } }) =>
      disabled === null ? (
        <Badge color="teal" variant="light" tt="none" fw={600}>
          On
        </Badge>
      ) : (
        <span className={classes.name}>
          <Badge color="gray" variant="light" tt="none" fw={600}>
            Off
          </Badge>
          <span className={classes.reason}>
            {disabled.reason} <Moment at={disabled.at} />
          </span>
        </span>
      ),
  },
  {
    key: 'last',
    header: 'Last delivery',
    cell: ({ value: { last } }) => (
      <span className={classes.name}>
        <span data-failed={last?.error !== null && last !== null}>{deliveryWords(last)}</span>
        {last !== null && (
          <span className={classes.reason}>
            <Moment at={last.at} />
          </span>
        )}
      </span>
    ),
  },
  {
    key: 'steps',
    header: 'Actions',
    hiddenHeader: true,
    cell: ({ id, value }) => <SwitchAction id={id} webhook={value} />,
  },
];

function SwitchAction({ id, webhook }: { id: string; webhook: WebhookRecord }) {
  if (webhook.disabled !== null) {
    return (
      <ActionButton
        size="xs"
        variant="filled"
        aria-label={`Switch on ${webhook.url}`}
        run={() => enableWebhook(id)}
        done="It is sent to again."
        failed="It was not switched on"
      >
        Switch on
      </ActionButton>
    );
  }
  return (
    <ActionButton
      size="xs"
      aria-label={`Switch off ${webhook.url}`}
      confirm={{
        title: 'Switch this webhook off?',
        body: `Nothing is sent to ${webhook.url} until somebody switches it on again. Jobs that end meanwhile are not told afterwards.`,
        confirmLabel: 'Switch off',
      }}
      run={() => disableWebhook(id)}
      done="Nothing is sent to it any more."
      failed="It was not switched off"
    >
      Switch off
    </ActionButton>
  );
}
