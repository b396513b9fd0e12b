'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

import { RowsSkeleton } from '@/components/feedback/skeletons';
import { useAdminRights } from '@/hooks/monitor/use-admin-rights';

import { MonitorKeys } from '../keyboard/monitor-keys';
import { AlertBanner } from './alert-banner';
import { MonitorPicker } from './monitor-picker';
import { MonitorRightsContext } from './monitor-rights';
import { MonitorSidebar } from './monitor-sidebar';
import { Refusal } from './refusal';
import classes from './shell.module.css';

/** The frame of every page of the monitor: who may see it, its navigation, and what is wrong now. */
export function MonitorShell({ children }: { children: ReactNode }) {
  const { rights, checkAgain } = useAdminRights();
  const onOverview = usePathname() === '/admin';
  if (rights === 'none') return <Refusal checkAgain={checkAgain} />;
  if (rights === null) return <RowsSkeleton rows={6} label="Opening the monitor" />;
  return (
    <MonitorRightsContext value={rights}>
      <div className={classes.frame}>
        <MonitorSidebar />
        <div className={classes.content}>
          <MonitorPicker />
          {!onOverview && <AlertBanner />}
          {children}
          <MonitorKeys />
        </div>
      </div>
    </MonitorRightsContext>
  );
}
