'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

import { HealthBadge } from './health-badge';
import { isCurrentTab, MONITOR_TABS } from './monitor-tabs';
import { ReadOnlyNote } from './read-only-note';
import classes from './shell.module.css';

/** The monitor's pages beside the content: wide screens. */
export function MonitorSidebar() {
  const pathname = usePathname();
  return (
    <div className={classes.sidebar}>
      <div className={classes.sidebarTop}>
        <span className={classes.monitorName}>Monitor</span>
        <HealthBadge />
      </div>
      <nav aria-label="Monitor">
        {MONITOR_TABS.map((group) => (
          <div key={group.label} className={classes.group}>
            <div className={classes.groupLabel} id={`monitor-${group.label}`}>
              {group.label}
            </div>
            <ul className={classes.tabs} aria-labelledby={`monitor-${group.label}`}>
              {group.tabs.map((tab) => (
                <li key={tab.href}>
                  <Link
                    href={tab.href}
                    className={classes.tab}
                    aria-current={isCurrentTab(tab, pathname) ? 'page' : undefined}
                  >
                    <tab.icon size={18} stroke={1.75} aria-hidden />
                    {tab.label}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <ReadOnlyNote />
    </div>
  );
}
