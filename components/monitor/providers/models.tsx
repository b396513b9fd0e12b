'use client';

import { IconPlugConnected } from '@tabler/icons-react';

import { EmptyState } from '@/components/feedback/empty-state';
import { useBreakers, useLiveStats, useServers } from '@/hooks/monitor/use-cluster';

import { LiveSection } from '../live/live-section';
import { OverviewSection } from '../overview/overview-section';
import { CardSkeletons } from './card-skeletons';
import { ModelCard } from './model-card';
import { modelsOf } from './models-of';
import classes from './providers.module.css';

/** Every model that is called, with its breaker; those that are out first. */
export function Models() {
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
