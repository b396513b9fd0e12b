'use client';

import { useEffect, useMemo } from 'react';

import type { AlertRecord } from '@/lib/cluster/alert';
import type { BreakerRecord } from '@/lib/cluster/breaker';
import type { ProviderKeyRecord } from '@/lib/cluster/provider-key';
import type { ServerRecord } from '@/lib/cluster/server';
import {
  type ClusterSettings,
  DEFAULT_SETTINGS,
  settingsSchema,
  type StoredSettings,
} from '@/lib/cluster/settings';
import { layered } from '@/lib/cluster/settings-layers';
import type { LiveStats, StatsHistory } from '@/lib/cluster/stats';
import type { SeenRecord } from '@/lib/firebase/client/records';

import { learnClusterClock } from './cluster-clock';
import { useAnswer } from './use-answer';
import { type Live, type LiveRecord, useRecord, useRecords } from './use-record';

/** What the leader counted last, some seconds ago. */
export function useLiveStats(): LiveRecord<LiveStats> {
  const live = useRecord<LiveStats>('stats', 'live');
  const at = live.isStale ? null : (live.value?.at ?? null);
  useEffect(() => {
    if (at !== null) learnClusterClock(at);
  }, [at]);
  return live;
}

export type Range = 'hour' | 'day' | 'week';

/** The points of a chart. */
export function useStatsHistory(range: Range): LiveRecord<StatsHistory> {
  return useRecord<StatsHistory>('stats', range);
}

/** Every server that the cluster has not forgotten, dead ones too; by id. */
export function useServers(): Live<ServerRecord[]> {
  const live = useRecords<Omit<ServerRecord, 'id'>>('servers');
  const value = useMemo(
    () => live.value?.map(({ id, value: fields }) => ({ ...fields, id })) ?? null,
    [live.value],
  );
  return { ...live, value };
}

/** Breakers that were ever needed; id `provider:model`. */
export function useBreakers(): Live<SeenRecord<BreakerRecord>[]> {
  return useRecords<BreakerRecord>('circuit_breakers');
}

/** Providers' keys that were used; id `key:…`. */
export function useProviderKeys(): Live<SeenRecord<ProviderKeyRecord>[]> {
  return useRecords<ProviderKeyRecord>('rate_limits', { equals: { type: 'key' } });
}

export function useAlerts(): Live<SeenRecord<AlertRecord>[]> {
  return useRecords<AlertRecord>('alerts');
}

/**
 * How the cluster is tuned now: what is stored, followed live, over what the deployment says, over the defaults.
 * Settings that cannot be read count as none, as for servers.
 */
export function useClusterSettings(): Live<ClusterSettings> {
  const live = useRecord<StoredSettings>('cluster', 'settings');
  const answer = useAnswer<{ deployment: StoredSettings }>('/api/admin/settings');
  const deployment = answer.value?.deployment ?? (answer.error === null ? null : NOTHING_SAID);
  const value = useMemo(() => {
    if (deployment === null || (live.value === null && !live.isMissing)) return null;
    const settings = settingsSchema.safeParse(layered(deployment, live.value ?? {}));
    return settings.data ?? settingsSchema.safeParse(deployment).data ?? DEFAULT_SETTINGS;
  }, [live.value, live.isMissing, deployment]);
  return { ...live, isLoading: live.isLoading || answer.isLoading, value };
}

const NOTHING_SAID: StoredSettings = {};
