'use client';

import { Button } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';

import { useUser } from '@/hooks/use-user';

import classes from './app-shell.module.css';
import { ColorSchemeToggle } from './color-scheme-toggle';
import { Logo } from './logo';
import { isCurrent, NAVIGATION } from './navigation';
import { UserMenu } from './user-menu';

/** Brand, the app's places (on a phone they are in the tab bar), and the person. */
export function AppHeader({ navigation }: { navigation: boolean }) {
  const pathname = usePathname();
  const { status } = useUser();
  return (
    <header className={classes.header}>
      <div className={classes.headerInner}>
        <Link
          href={navigation ? '/library' : '/'}
          className={classes.brand}
          aria-label={navigation ? 'Firelane, to the library' : 'Firelane, to the start'}
        >
          <Logo />
          <span>Firelane</span>
        </Link>
        {navigation && (
          <nav className={classes.places} aria-label="Main">
            {NAVIGATION.filter((item) => item.href !== '/new').map((item) => (
              <Link
                key={item.href}
                href={item.href}
                className={classes.place}
                aria-current={isCurrent(item, pathname) ? 'page' : undefined}
              >
                {item.label}
              </Link>
            ))}
          </nav>
        )}
        <div className={classes.headerEnd}>
          {navigation && pathname !== '/new' && (
            <Button
              component={Link}
              href="/new"
              size="sm"
              leftSection={<IconMicrophone size={16} aria-hidden />}
              className={classes.wideOnly}
            >
              New recording
            </Button>
          )}
          <ColorSchemeToggle />
          {status === 'signed-out' && pathname !== '/sign-in' && (
            <Button component={Link} href="/sign-in" variant="default" size="sm">
              Sign in
            </Button>
          )}
          {status !== 'signed-out' && navigation && <UserMenu />}
        </div>
      </div>
    </header>
  );
}
