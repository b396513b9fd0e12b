'use client';

import { healthAsSeen } from '@/lib/cluster/health';
import type { Health } from '@/lib/cluster/stats';

import { useClusterNow } from './cluster-clock';
import { useLiveStats } from './use-cluster';

/** The cluster's health as somebody sees it now; null while nothing was read. */
export function useHealth(): Health | null {
  const { value, isMissing } = useLiveStats();
  const now = useClusterNow();
  return value === null && !isMissing ? null : healthAsSeen(value, now);
}
