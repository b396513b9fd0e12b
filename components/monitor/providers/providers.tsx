'use client';

import { Skeleton } from '@mantine/core';
import { IconKey, IconPlugConnected } from '@tabler/icons-react';

import { EmptyState } from '@/components/feedback/empty-state';
import {
  useBreakers,
  useClusterSettings,
  useLiveStats,
  useProviderKeys,
  useServers,
} from '@/hooks/monitor/use-cluster';

import { LiveSection } from '../live/live-section';
import { OverviewSection } from '../overview/overview-section';
import { MonitorPage } from '../shell/monitor-page';
import { KeyCard } from './key-card';
import { ModelCard } from './model-card';
import { modelsOf } from './models-of';
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

function Models() {
  const breakers = useBreakers();
  const stats = useLiveStats();
  const servers = useServers();
  return (
    <OverviewSection title="Models" description="Calls and spend since midnight, UTC.">
      <LiveSection live={breakers} what="The breakers" skeleton={<CardSkeletons />}>
        {(records) => {
          const models = modelsOf(records, servers.value ?? [], stats.value?.spend ?? {});
          return models.length === 0 ? (
            <EmptyState
              order={3}
              icon={<IconPlugConnected size={30} stroke={1.75} />}
              title="No model was called yet"
              description="A model appears here with its first call."
            />
          ) : (
            <div className={classes.grid}>
              {models.map((model) => (
                <ModelCard key={model.id} model={model} />
              ))}
            </div>
          );
        }}
      </LiveSection>
    </OverviewSection>
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

function CardSkeletons() {
  return (
    <div className={classes.grid}>
      <Skeleton height={220} radius="lg" />
      <Skeleton height={220} radius="lg" />
    </div>
  );
}
