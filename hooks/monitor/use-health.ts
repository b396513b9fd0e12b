'use client';

import type { Health, LiveStats } from '@/lib/cluster/stats';
import type { Millis } from '@/lib/jobs/job';

import { useClusterNow } from './cluster-clock';
import { useLiveStats } from './use-cluster';

/** The leader writes every few seconds; after this, what it said of the cluster's health is no longer believed. */
const SILENT_MS = 20_000;

/** The cluster's health as somebody sees it now; null while nothing was read. */
export function useHealth(): Health | null {
  const { value, isMissing } = useLiveStats();
  const now = useClusterNow();
  if (value === null && !isMissing) return null;
  return healthAsSeen(value, now);
}

function healthAsSeen(stats: LiveStats | null, now: Millis): Health {
  if (stats === null) {
    return { level: 'down', sentence: 'No statistics yet: no server has led the cluster so far.' };
  }
  const age = now - stats.at;
  if (age <= SILENT_MS) return stats.health;
  return {
    level: 'down',
    sentence: `No statistics for ${String(Math.round(age / 1_000))} s: no server leads the cluster.`,
  };
}
