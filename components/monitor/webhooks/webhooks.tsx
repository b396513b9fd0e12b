'use client';

import { Skeleton, Text, TextInput } from '@mantine/core';
import { IconSearch, IconWebhook } from '@tabler/icons-react';
import { useState } from 'react';

import { EmptyState } from '@/components/feedback/empty-state';
import { useWebhooks } from '@/hooks/monitor/use-coordination';
import type { WebhookRecord } from '@/lib/cluster/webhook';
import type { SeenRecord } from '@/lib/firebase/client/records';

import { LiveSection } from '../live/live-section';
import { wholeWords } from '../live/words';
import { MonitorPage } from '../shell/monitor-page';
import { DataTable } from '../table/data-table';
import { WEBHOOK_COLUMNS } from './webhook-columns';
import classes from './webhooks.module.css';

/** Addresses that hear of ended jobs: do they answer, and are they on. */
export function Webhooks() {
  const live = useWebhooks();
  const [typed, setTyped] = useState('');
  return (
    <MonitorPage
      title="Webhooks"
      description="Each hears of its user’s ended jobs. What fails is sent again over days; a 410 switches it off."
    >
      <LiveSection live={live} what="The webhooks" skeleton={<Skeleton height={240} radius="lg" />}>
        {(webhooks) => {
          if (webhooks.length === 0) return <NoWebhooks />;
          const shown = matching(webhooks, typed.trim().toLowerCase());
          return (
            <>
              <TextInput
                data-monitor-search
                className={classes.find}
                type="search"
                aria-label="Find by address or user"
                placeholder="Find by address or user"
                leftSection={<IconSearch size={16} aria-hidden />}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
              <Text size="sm" c="dimmed" role="status" mb="xs">
                {wholeWords(shown.length)} of {wholeWords(webhooks.length)}
              </Text>
              {shown.length > 0 && (
                <DataTable
                  label="Webhooks"
                  columns={WEBHOOK_COLUMNS}
                  rows={shown}
                  rowKey={({ id }) => id}
                />
              )}
            </>
          );
        }}
      </LiveSection>
    </MonitorPage>
  );
}

function NoWebhooks() {
  return (
    <EmptyState
      icon={<IconWebhook size={30} stroke={1.75} />}
      title="No webhooks"
      description="A program that has made one through the API appears here."
    />
  );
}

function matching(
  webhooks: readonly SeenRecord<WebhookRecord>[],
  text: string,
): SeenRecord<WebhookRecord>[] {
  return webhooks
    .filter(({ id, value: { url, userId } }) =>
      [id, url, userId].some((part) => part.toLowerCase().includes(text)),
    )
    .sort((one, other) => other.value.createdAt - one.value.createdAt);
}
