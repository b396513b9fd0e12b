'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

import { MonitorKeys } from '../keyboard/monitor-keys';
import { AlertBanner } from './alert-banner';
import { MonitorGate } from './monitor-gate';
import { MonitorPicker } from './monitor-picker';
import { MonitorSidebar } from './monitor-sidebar';
import classes from './shell.module.css';

/** The frame of every page of the monitor: who may see it, its navigation, and what is wrong now. */
export function MonitorShell({ children }: { children: ReactNode }) {
  const onOverview = usePathname() === '/admin';
  return (
    <MonitorGate>
      <div className={classes.frame}>
        <MonitorSidebar />
        <div className={classes.content}>
          <MonitorPicker />
          {!onOverview && <AlertBanner />}
          {children}
          <MonitorKeys />
        </div>
      </div>
    </MonitorGate>
  );
}
