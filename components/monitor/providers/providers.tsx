'use client';

import { IconKey } from '@tabler/icons-react';

import { EmptyState } from '@/components/feedback/empty-state';
import { useClusterSettings, useProviderKeys } from '@/hooks/monitor/use-cluster';

import { LiveSection } from '../live/live-section';
import { OverviewSection } from '../overview/overview-section';
import { MonitorPage } from '../shell/monitor-page';
import { CardSkeletons } from './card-skeletons';
import { KeyCard } from './key-card';
import { Models } from './models';
import classes from './providers.module.css';

/** Every model that is called, and every key that it is called with. */
export function Providers() {
  return (
    <MonitorPage
      title="Providers"
      description="A model whose provider is out is not called until a probe succeeds: jobs wait, or fall back to another model, and keep their attempts."
    >
      <Models />
      <Keys />
    </MonitorPage>
  );
}

function Keys() {
  const keys = useProviderKeys();
  const settings = useClusterSettings();
  return (
    <OverviewSection
      title="Keys"
      description="What each has used of its allowance in the running window, over all servers. Keys are shown by number, never by value."
    >
      <LiveSection live={keys} what="The keys" skeleton={<CardSkeletons />}>
        {(records) =>
          records.length === 0 ? (
            <EmptyState
              order={3}
              icon={<IconKey size={30} stroke={1.75} />}
              title="No key was used yet"
              description="Keys of cloud providers appear here with their first call. Local models need none."
            />
          ) : (
            <div className={classes.grid}>
              {records.map(({ id, value }) => (
                <KeyCard
                  key={id}
                  id={id}
                  record={value}
                  concurrentLimit={settings.value?.keys[value.provider]?.concurrentRequests ?? null}
                />
              ))}
            </div>
          )
        }
      </LiveSection>
    </OverviewSection>
  );
}
