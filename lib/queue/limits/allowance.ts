import { remaining, resetMs, type SlidingWindow } from '../../cluster/sliding-window';
import type { PlanSettings } from '../../cluster/settings';
import { msToNextDay, type Submitter, usageOn } from '../../cluster/submitter';
import type { Millis } from '../../jobs/job';
import { windowLimits } from './plan';
import { withLimit } from './sliding-window';

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

/** A submitter's windows under the limits that the plan has now. */
export function windowsOf({ windows }: Submitter, plan: PlanSettings): SlidingWindow[] {
  return windowLimits(plan).map((limit, place) => withLimit(windows[place], limit));
}

export function allowanceOf(windows: readonly SlidingWindow[], now: Millis): Allowance[] {
  return windows.map((window) => ({
    limit: window.limit,
    windowMs: window.windowMs,
    remaining: remaining(window, now),
    resetMs: resetMs(window, now),
  }));
}

export function budgetOf(submitter: Submitter, plan: PlanSettings, now: Millis): Budget {
  const { tokens, cost } = usageOn(submitter, now);
  return {
    tokens: { used: tokens, limit: plan.tokensPerDay },
    cost: { used: cost, limit: plan.costPerDay },
    resetMs: msToNextDay(now),
  };
}
