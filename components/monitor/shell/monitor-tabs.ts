import {
  IconActivityHeartbeat,
  IconBell,
  IconCalendarRepeat,
  IconHistory,
  IconListSearch,
  IconLock,
  IconMailOff,
  IconPlugConnected,
  IconServer2,
  IconStack2,
  IconUsers,
  IconWebhook,
  type TablerIcon,
} from '@tabler/icons-react';

export interface MonitorTab {
  href: string;
  label: string;
  icon: TablerIcon;
}

export interface MonitorTabGroup {
  label: string;
  tabs: readonly MonitorTab[];
}

/** The monitor's pages, in the order in which they are shown. */
export const MONITOR_TABS: readonly MonitorTabGroup[] = [
  {
    label: 'Cluster',
    tabs: [
      { href: '/admin', label: 'Overview', icon: IconActivityHeartbeat },
      { href: '/admin/servers', label: 'Servers', icon: IconServer2 },
      { href: '/admin/queues', label: 'Queues', icon: IconStack2 },
      { href: '/admin/providers', label: 'Providers', icon: IconPlugConnected },
      { href: '/admin/alerts', label: 'Alerts', icon: IconBell },
    ],
  },
  {
    label: 'Work',
    tabs: [
      { href: '/admin/jobs', label: 'Jobs', icon: IconListSearch },
      { href: '/admin/dead-letters', label: 'Dead letters', icon: IconMailOff },
      { href: '/admin/schedules', label: 'Schedules', icon: IconCalendarRepeat },
      { href: '/admin/webhooks', label: 'Webhooks', icon: IconWebhook },
    ],
  },
  {
    label: 'Records',
    tabs: [
      { href: '/admin/users', label: 'Users', icon: IconUsers },
      { href: '/admin/locks', label: 'Locks', icon: IconLock },
      { href: '/admin/audit', label: 'Audit log', icon: IconHistory },
    ],
  },
];

/** A queue's own page belongs to the queues. */
export function isCurrentTab(tab: MonitorTab, pathname: string): boolean {
  if (pathname === tab.href) return true;
  return tab.href !== '/admin' && pathname.startsWith(`${tab.href}/`);
}

export function currentTab(pathname: string): MonitorTab | null {
  const tabs = MONITOR_TABS.flatMap((group) => group.tabs);
  return tabs.find((tab) => isCurrentTab(tab, pathname)) ?? null;
}
