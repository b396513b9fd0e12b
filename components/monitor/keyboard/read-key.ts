import type { Millis } from '@/lib/jobs/job';

/** After `g`, the letter of each page. */
export const PAGE_KEYS: readonly { key: string; href: string; label: string }[] = [
  { key: 'o', href: '/admin', label: 'Overview' },
  { key: 's', href: '/admin/servers', label: 'Servers' },
  { key: 'q', href: '/admin/queues', label: 'Queues' },
  { key: 'p', href: '/admin/providers', label: 'Providers' },
  { key: 'a', href: '/admin/alerts', label: 'Alerts' },
  { key: 'j', href: '/admin/jobs', label: 'Jobs' },
  { key: 'd', href: '/admin/dead-letters', label: 'Dead letters' },
  { key: 'c', href: '/admin/schedules', label: 'Schedules' },
  { key: 'w', href: '/admin/webhooks', label: 'Webhooks' },
  { key: 'u', href: '/admin/users', label: 'Users' },
  { key: 'l', href: '/admin/locks', label: 'Locks' },
  { key: 'h', href: '/admin/audit', label: 'Audit log' },
];

/** Everything else that a key does. */
export const OTHER_KEYS: readonly { keys: string; does: string }[] = [
  { keys: '/', does: 'To the search, where a page has one' },
  { keys: 'j', does: 'Next row' },
  { keys: 'k', does: 'Previous row' },
  { keys: 'Enter', does: 'Open the row' },
  { keys: '?', does: 'This list' },
];

/** What a key is to do. */
export type KeyStep =
  | { does: 'nothing' }
  | { does: 'wait' }
  | { does: 'help' }
  | { does: 'search' }
  | { does: 'row'; by: 1 | -1 }
  | { does: 'open' }
  | { does: 'go'; href: string };

/** How long `g` waits for its letter. Milliseconds. */
const PATIENCE_MS = 1_500;

/** @param prefixAt when `g` was pressed; null when it was not the key before this one */
export function readKey(key: string, prefixAt: Millis | null, now: Millis): KeyStep {
  if (prefixAt !== null && now - prefixAt <= PATIENCE_MS) {
    const page = PAGE_KEYS.find((known) => known.key === key);
    return page === undefined ? { does: 'nothing' } : { does: 'go', href: page.href };
  }
  switch (key) {
    case 'g':
      return { does: 'wait' };
    case '?':
      return { does: 'help' };
    case '/':
      return { does: 'search' };
    case 'j':
      return { does: 'row', by: 1 };
    case 'k':
      return { does: 'row', by: -1 };
    case 'Enter':
      return { does: 'open' };
    default:
      return { does: 'nothing' };
  }
}
