'use client';

import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';

import { HealthBadge } from './health-badge';
import { currentTab, isCurrentTab, MONITOR_TABS } from './monitor-tabs';
import { ReadOnlyNote } from './read-only-note';
import classes from './shell.module.css';

/** The monitor's pages in a menu above the content: phones and tablets. */
export function MonitorPicker() {
  const pathname = usePathname();
  const current = currentTab(pathname);
  return (
    <div className={classes.picker}>
      <div className={classes.pickerRow}>
        <Menu position="bottom-start" width={240} withinPortal>
          <Menu.Target>
            <Button
              variant="default"
              leftSection={current !== null && <current.icon size={18} stroke={1.75} aria-hidden />}
              rightSection={<IconChevronDown size={16} aria-hidden />}
              aria-label={`Monitor: ${current?.label ?? 'pages'}. Other pages`}
            >
              {current?.label ?? 'Monitor'}
            </Button>
          </Menu.Target>
          <Menu.Dropdown className={classes.pickerList}>
            {MONITOR_TABS.map((group) => (
              <div key={group.label} role="group" aria-label={group.label}>
                <Menu.Label aria-hidden>{group.label}</Menu.Label>
                {group.tabs.map((tab) => (
                  <Menu.Item
                    key={tab.href}
                    component={Link}
                    href={tab.href}
                    leftSection={<tab.icon size={18} stroke={1.75} aria-hidden />}
                    aria-current={isCurrentTab(tab, pathname) ? 'page' : undefined}
                  >
                    {tab.label}
                  </Menu.Item>
                ))}
              </div>
            ))}
          </Menu.Dropdown>
        </Menu>
        <HealthBadge />
      </div>
      <ReadOnlyNote />
    </div>
  );
}
