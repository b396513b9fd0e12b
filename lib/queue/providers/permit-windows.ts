import { type SlidingWindow, waitMs } from '../../cluster/sliding-window';
import type { Millis } from '../../jobs/job';
import { correct, decide, withLimit } from '../limits/sliding-window';
import type { Ask } from './permits-ask';

/** What a key's limits a minute leave; null without such a limit. */
export interface Windows {
  requests: SlidingWindow | null;
  tokens: SlidingWindow | null;
}

/** The window as the limit is now, with all that is owed to it. */
export function corrected(
  window: SlidingWindow | null,
  limit: number | null,
  what: 'requests' | 'tokens',
  { windowMs, earliest, corrections }: Ask,
): SlidingWindow | null {
  if (limit === null) return null;
  const sum = withLimit(window ?? undefined, { limit, windowMs });
  return corrections.reduce(
    (to, correction) => correct(to, earliest, correction[what], correction.until),
    sum,
  );
}

/** A call that wants more tokens than there can be takes all of them. */
export function asked(window: SlidingWindow | null): (tokens: number) => number {
  return (tokens) => (window === null ? 0 : Math.min(tokens, window.limit));
}

/** Until `n` would be admitted; of more than a window holds, until those that are taken now have left it. */
export function waitOf(window: SlidingWindow, now: Millis, n: number): number {
  const wait = waitMs(window, now, n);
  return wait === Infinity ? window.windowMs : wait;
}

/** Charges `n` to a slot that begins now. @throws Error if the window does not have them */
export function charged(
  window: SlidingWindow | null,
  n: number,
  { earliest, latest, slotMs }: Ask,
): { window: SlidingWindow | null; until: Millis | null } {
  if (window === null || n === 0) return { window, until: null };
  const decision = decide(window, earliest, n, latest + slotMs);
  if (!decision.admitted) throw new Error('more permits were taken than there are');
  return { window: decision.next, until: decision.until };
}
