import { allowanceOf, type Budget, budgetOf } from '../../cluster/allowance';
import type { PlanSettings } from '../../cluster/settings';
import type { SlidingWindow } from '../../cluster/sliding-window';
import type { Submitter } from '../../cluster/submitter';
import type { Millis } from '../../jobs/job';
import { QueueError } from '../queue-error';
import { durationWords } from './duration-words';
import { windowsOf } from './plan';
import { decide } from './sliding-window';

/** A submitter after one more submit, or why there is none. */
export type Admission =
  { admitted: true; submitter: Submitter } | { admitted: false; refusal: QueueError };

/**
 * Whether a plan admits one more submit of this user.
 * @param now on the store's clock
 */
export function admitSubmit(submitter: Submitter, plan: PlanSettings, now: Millis): Admission {
  const windows = windowsOf(submitter, plan);
  const allowance = allowanceOf(windows, now);
  const budget = budgetOf(submitter, plan, now);
  const spent = spentWords(budget);
  if (spent !== null) {
    const message = `Your plan allows ${spent} a day, and that is used up. New jobs can be submitted after midnight UTC, in ${durationWords(budget.resetMs)}.`;
    const wait = { retryAfterMs: budget.resetMs, allowance };
    return { admitted: false, refusal: new QueueError('over_budget', message, [], wait) };
  }
  const decisions = windows.map((window) => decide(window, now, 1));
  const waits = decisions.map((one) => (one.admitted ? 0 : one.retryAfterMs));
  const retryAfterMs = Math.max(...waits);
  if (retryAfterMs > 0) {
    const slowest = windows[waits.indexOf(retryAfterMs)];
    const message = rateWords(slowest, retryAfterMs);
    const wait = { retryAfterMs, allowance };
    return { admitted: false, refusal: new QueueError('rate_limited', message, [], wait) };
  }
  const { tokensPerDay, costPerDay } = plan;
  const charged = decisions.map((one, place) => (one.admitted ? one.next : windows[place]));
  return {
    admitted: true,
    submitter: {
      ...submitter,
      windows: charged.filter((window) => window !== undefined),
      tokensPerDay,
      costPerDay,
    },
  };
}

/** The limit that is used up; null when none is. */
function spentWords({ tokens, cost }: Budget): string | null {
  if (tokens.limit !== null && tokens.used >= tokens.limit) {
    return `${tokens.limit.toLocaleString('en')} tokens`;
  }
  if (cost.limit !== null && cost.used >= cost.limit) return `$${cost.limit.toFixed(2)}`;
  return null;
}

function rateWords(window: SlidingWindow | undefined, waitMs: number): string {
  const { limit = 0, windowMs = 0 } = window ?? {};
  const jobs = `${limit} new ${limit === 1 ? 'job' : 'jobs'}`;
  return `Your plan allows ${jobs} in ${durationWords(windowMs)}. The next one can be submitted in ${durationWords(waitMs)}.`;
}
