import { type SlidingWindow, subWindowMs, waitMs } from '../../cluster/sliding-window';
import type { Millis } from '../../jobs/job';

/** Only a window that was made longer while it was full of shorter sub-windows has so many. */
const MAX_BUCKETS = 128;

export type WindowDecision =
  /** `until` names the sub-window that was charged, for `correct`. */
  | { admitted: true; next: SlidingWindow; until: Millis }
  /** Exact if no others come before; Infinity when `n` is above the limit. */
  | { admitted: false; retryAfterMs: number };

/** The window under the limits that hold now, with what it counted before. */
export function withLimit(
  window: SlidingWindow | undefined,
  { limit, windowMs }: { limit: number; windowMs: number },
): SlidingWindow {
  return { limit, windowMs, buckets: window?.buckets ?? [] };
}

/**
 * Admits `n` events all together, or none of them. Whatever the sequence of calls, no window of `windowMs`, its
 * ends included, has more than `limit` admitted events; of a steady flood at least 60/61 of the limit is admitted.
 * @param now on the store's clock, no later than it is; when it goes back, time stands still
 * @param happenBy by when they will have happened, if that is later
 */
export function decide(
  window: SlidingWindow,
  now: Millis,
  n: number,
  happenBy: Millis = now,
): WindowDecision {
  const retryAfterMs = waitMs(window, now, n);
  if (retryAfterMs > 0) return { admitted: false, retryAfterMs };
  const next = charge(window, now, n, happenBy);
  return { admitted: true, next, until: next.buckets.at(-1)?.until ?? now };
}

/**
 * The window after events that were admitted turned out more or fewer. More count from now, also above the limit;
 * fewer are given back to the sub-window that was charged, or an older one: never to a newer one, which would
 * forget them early.
 * @param until what `decide` answered
 */
export function correct(
  window: SlidingWindow,
  now: Millis,
  delta: number,
  until: Millis,
): SlidingWindow {
  if (delta >= 0) return delta === 0 ? window : charge(window, now, delta);
  let excess = -delta;
  const buckets = window.buckets.map((bucket) => ({ ...bucket }));
  for (const bucket of buckets.toReversed()) {
    if (bucket.until > until) continue;
    const given = Math.min(excess, bucket.count);
    bucket.count -= given;
    excess -= given;
  }
  return { ...window, buckets: buckets.filter(({ count }) => count > 0) };
}

/** Into the sub-window of this time; a clock that went back stands still, so the newest one is never left. */
function charge(
  window: SlidingWindow,
  now: Millis,
  n: number,
  happenBy: Millis = now,
): SlidingWindow {
  const size = subWindowMs(window);
  const buckets = window.buckets.filter(({ until }) => until + window.windowMs > now);
  if (n === 0) return { ...window, buckets };
  const last = buckets.at(-1);
  const until = Math.max((Math.floor(happenBy / size) + 1) * size, last?.until ?? 0);
  const count = last?.until === until ? last.count + n : n;
  const older = last?.until === until ? buckets.slice(0, -1) : buckets;
  return { ...window, buckets: bounded([...older, { until, count }]) };
}

/** Joins the oldest sub-windows: what they counted is forgotten with the younger of them. */
function bounded(buckets: SlidingWindow['buckets']): SlidingWindow['buckets'] {
  const surplus = buckets.length - MAX_BUCKETS;
  if (surplus <= 0) return buckets;
  const joined = buckets.slice(0, surplus + 1);
  const count = joined.reduce((sum, bucket) => sum + bucket.count, 0);
  return [{ until: joined.at(-1)?.until ?? 0, count }, ...buckets.slice(surplus + 1)];
}
