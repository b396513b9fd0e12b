import type { Millis } from '../jobs/job';

/**
 * Events of a sliding window, counted in sub-windows: bounded in size, and never an event forgotten early.
 * An event counts until the end of its sub-window plus `windowMs`. `lib/queue/limits/sliding-window.ts` fills it.
 */
export interface SlidingWindow {
  /** Most events in any window. */
  limit: number;
  windowMs: number;
  /** Oldest first. `until`: the end of the sub-window, on the store's clock. */
  buckets: { until: Millis; count: number }[];
}

/** Sub-windows of a window: what is counted too long is less than one of them. */
const SUB_WINDOWS = 60;

export function subWindowMs({ windowMs }: Pick<SlidingWindow, 'windowMs'>): number {
  return Math.max(1, Math.ceil(windowMs / SUB_WINDOWS));
}

/** Events that count at this time; more than the limit where use turned out larger than was admitted. */
export function used(window: SlidingWindow, now: Millis): number {
  return window.buckets
    .filter(({ until }) => until + window.windowMs > now)
    .reduce((sum, { count }) => sum + count, 0);
}

/** How many more events would be admitted now. */
export function remaining(window: SlidingWindow, now: Millis): number {
  return Math.max(0, window.limit - used(window, now));
}

/**
 * How long until `n` events would be admitted, if no others come before. Exact: refused a millisecond earlier.
 * Milliseconds; 0 when they would be now, Infinity when `n` is above the limit.
 */
export function waitMs(window: SlidingWindow, now: Millis, n: number): number {
  if (n > window.limit) return Infinity;
  let excess = used(window, now) + n - window.limit;
  if (excess <= 0) return 0;
  for (const { until, count } of window.buckets) {
    const freeAt = until + window.windowMs;
    if (freeAt <= now) continue;
    excess -= count;
    if (excess <= 0) return Math.ceil(freeAt - now);
  }
  return Infinity;
}

/** How long until more becomes available. Milliseconds; 0 when nothing is counted now. */
export function resetMs(window: SlidingWindow, now: Millis): number {
  const oldest = window.buckets.find(({ until }) => until + window.windowMs > now);
  return oldest === undefined ? 0 : Math.ceil(oldest.until + window.windowMs - now);
}
