import type { OutboxItem } from './item';

/** Whether an item wants to be sent, now or later, without a person doing anything. */
export function isOnItsWay(item: OutboxItem): boolean {
  return (
    item.hold === null &&
    (item.state === 'ready' || item.state === 'uploading' || item.state === 'uploaded')
  );
}

export interface Situation {
  /** Milliseconds since the Unix epoch. */
  now: number;
  online: boolean;
  /** Items that this tab sends, or that another tab was seen to send. */
  busy: ReadonlySet<string>;
  /** How many more this tab may start. */
  free: number;
}

/** The items to start now, nearest to their end first, then oldest first. */
export function itemsToStart(items: readonly OutboxItem[], at: Situation): OutboxItem[] {
  if (!at.online || at.free <= 0) return [];
  return items
    .filter(
      (item) =>
        isOnItsWay(item) &&
        !at.busy.has(item.id) &&
        (item.retryAt === null || item.retryAt <= at.now),
    )
    .sort((a, b) => stage(a) - stage(b) || a.createdAt - b.createdAt || a.id.localeCompare(b.id))
    .slice(0, at.free);
}

function stage(item: OutboxItem): number {
  return item.state === 'uploaded' ? 0 : item.state === 'uploading' ? 1 : 2;
}

/** When the next waiting item may be tried again, in milliseconds since the epoch; null when none waits. */
export function nextRetryAt(items: readonly OutboxItem[], at: Situation): number | null {
  const times = items
    .filter((item) => isOnItsWay(item) && !at.busy.has(item.id))
    .flatMap((item) => (item.retryAt !== null && item.retryAt > at.now ? [item.retryAt] : []));
  return times.length === 0 ? null : Math.min(...times);
}

const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 60_000;

/**
 * Milliseconds to wait before the next try: doubling, with jitter over its upper half, and never less than
 * the server asked for. `random` is in [0, 1).
 */
export function retryDelayMs(
  failures: number,
  random: number,
  retryAfterMs: number | null = null,
): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures, 16));
  return Math.max(retryAfterMs ?? 0, Math.round(full / 2 + (full / 2) * random));
}

/** How long a sent item stays listed. Its place after that is the library. */
export const SUBMITTED_SHOWN_MS = 60 * 60_000;

/** Whether a sent item has been listed long enough. */
export function isOutdated(item: OutboxItem, now: number): boolean {
  return item.state === 'submitted' && (item.submittedAt ?? 0) + SUBMITTED_SHOWN_MS <= now;
}
