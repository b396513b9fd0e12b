import type { Millis } from '../jobs/job';
import { remaining, resetMs, type SlidingWindow } from './sliding-window';
import { msToNextDay, type Submitter, usageOn } from './submitter';

/** What one window still admits. */
export interface Allowance {
  limit: number;
  windowMs: number;
  remaining: number;
  /** Until more becomes available. Milliseconds; 0 when nothing was used. */
  resetMs: number;
}

/** What was used of a day's budget; a null limit is none. */
export interface Budget {
  tokens: { used: number; limit: number | null };
  /** US dollars. */
  cost: { used: number; limit: number | null };
  /** Until the next UTC day. Milliseconds. */
  resetMs: number;
}

export function allowanceOf(windows: readonly SlidingWindow[], now: Millis): Allowance[] {
  return windows.map((window) => ({
    limit: window.limit,
    windowMs: window.windowMs,
    remaining: remaining(window, now),
    resetMs: resetMs(window, now),
  }));
}

/** @param limits of the plan; a submitter carries a copy of them */
export function budgetOf(
  submitter: Submitter,
  limits: Pick<Submitter, 'tokensPerDay' | 'costPerDay'>,
  now: Millis,
): Budget {
  const { tokens, cost } = usageOn(submitter, now);
  return {
    tokens: { used: tokens, limit: limits.tokensPerDay },
    cost: { used: cost, limit: limits.costPerDay },
    resetMs: msToNextDay(now),
  };
}

/** Whether nothing more may be submitted before the next day. */
export function isSpent({ tokens, cost }: Budget): boolean {
  return (
    (tokens.limit !== null && tokens.used >= tokens.limit) ||
    (cost.limit !== null && cost.used >= cost.limit)
  );
}
