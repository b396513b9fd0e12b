'use client';

import { IconWifiOff } from '@tabler/icons-react';

import { useOnline } from '@/hooks/use-online';

import classes from './app-shell.module.css';

/** Says that the network is gone, and what still holds. */
export function OfflineBanner() {
  const online = useOnline();
  return (
    <div role="status">
      {!online && (
        <div className={classes.offline}>
          <IconWifiOff size={16} aria-hidden />
          <span>You are offline. Jobs go on without you; this page catches up by itself.</span>
        </div>
      )}
    </div>
  );
}
