'use client';

import type { ReactNode } from 'react';

import { RowsSkeleton } from '@/components/feedback/skeletons';
import { useAdminRights } from '@/hooks/monitor/use-admin-rights';

import { MonitorRightsContext } from './monitor-rights';
import { Refusal } from './refusal';

/** Shows the monitor to those who may see it, with the controls that they may use. */
export function MonitorGate({ children }: { children: ReactNode }) {
  const { rights, checkAgain } = useAdminRights();
  if (rights === 'none') return <Refusal checkAgain={checkAgain} />;
  if (rights === null) return <RowsSkeleton rows={6} label="Opening the monitor" />;
  return <MonitorRightsContext value={rights}>{children}</MonitorRightsContext>;
}
