'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

import { RequireUser } from '@/components/auth/require-user';
import { OutboxKeeper } from '@/components/upload/outbox-keeper';

import classes from './app-shell.module.css';
import { AppHeader } from './app-header';
import { OfflineBanner } from './offline-banner';
import { hasNavigation, isWide, needsSignIn } from './routes';
import { TabBar } from './tab-bar';

/**
 * The frame of every page: skip link, header, navigation (a bar at the bottom on phones), offline banner, and
 * the one <main>. Pages render their content alone, without a <main> of their own.
 */
export function AppShell({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const navigation = hasNavigation(pathname);
  return (
    <div className={classes.shell} data-navigation={navigation} data-wide={isWide(pathname)}>
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <AppHeader navigation={navigation} />
      <OfflineBanner />
      <main id="main" tabIndex={-1} className={classes.main}>
        {needsSignIn(pathname) ? <RequireUser>{children}</RequireUser> : children}
      </main>
      {navigation && <TabBar />}
      <OutboxKeeper />
    </div>
  );
}
