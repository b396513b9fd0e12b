import {
  IconCards,
  IconLibrary,
  IconMicrophone,
  IconSettings,
  type TablerIcon,
} from '@tabler/icons-react';

export interface NavigationItem {
  href: string;
  label: string;
  icon: TablerIcon;
}

/** The app's places, in the order in which they are shown. */
export const NAVIGATION: readonly NavigationItem[] = [
  { href: '/library', label: 'Library', icon: IconLibrary },
  { href: '/new', label: 'New recording', icon: IconMicrophone },
  { href: '/practice', label: 'Practice', icon: IconCards },
  { href: '/settings', label: 'Settings', icon: IconSettings },
];

/** A job's page belongs to the library. */
export function isCurrent(item: NavigationItem, pathname: string): boolean {
  if (pathname === item.href || pathname.startsWith(`${item.href}/`)) return true;
  return item.href === '/library' && pathname.startsWith('/jobs/');
}
