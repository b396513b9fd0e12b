'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

import classes from './app-shell.module.css';
import { isCurrent, NAVIGATION } from './navigation';

/** The app's places under the thumb: phones only. */
export function TabBar() {
  const pathname = usePathname();
  return (
    <nav className={classes.tabBar} aria-label="Main, on a phone">
      {NAVIGATION.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          className={classes.tab}
          aria-current={isCurrent(item, pathname) ? 'page' : undefined}
        >
          <item.icon size={22} stroke={1.75} aria-hidden />
          <span>{item.href === '/new' ? 'New' : item.label}</span>
        </Link>
      ))}
    </nav>
  );
}
