import { allowanceOf, type Budget, budgetOf } from '../../cluster/allowance';
import type { PlanSettings } from '../../cluster/settings';
import type { SlidingWindow } from '../../cluster/sliding-window';
import type { Submitter } from '../../cluster/submitter';
import type { Millis } from '../../jobs/job';
import { QueueError } from '../queue-error';
import { durationWords } from './duration-words';
import { windowsOf } from './plan';
import { decide } from './sliding-window';

/** What a submit, or a retry, asks of its user's allowance. */
export interface Asked {
  /** Jobs: admitted all together, or none of them. */
  jobs: number;
  /** Where the input lists them, if it does. */
  field?: string | undefined;
}

/** A submitter after one more submit, or why there is none. */
export type Admission =
  { admitted: true; submitter: Submitter } | { admitted: false; refusal: QueueError };

/**
 * Whether a plan admits one more submit of this user. One of more jobs than a window ever admits is an
 * `invalid_input`: to wait would not help it.
 * @param now on the store's clock
 */
export function admitSubmit(
  submitter: Submitter,
  plan: PlanSettings,
  now: Millis,
  { jobs, field }: Asked,
): Admission {
  const windows = windowsOf(submitter, plan);
  const allowance = allowanceOf(windows, now);
  const narrow = windows.filter(({ limit }) => limit < jobs).sort((a, b) => a.limit - b.limit)[0];
  if (narrow !== undefined) {
    const message = `Your plan allows ${jobsWords(narrow)}, so no more than ${narrow.limit.toLocaleString('en')} can be submitted together.`;
    const issues = [{ path: field === undefined ? [] : [field], message }];
    return { admitted: false, refusal: new QueueError('invalid_input', message, issues) };
  }
  const budget = budgetOf(submitter, plan, now);
  const spent = spentWords(budget);
  if (spent !== null) {
    const message = `Your plan allows ${spent} a day, and that is used up. New jobs can be submitted after midnight UTC, in ${durationWords(budget.resetMs)}.`;
    const wait = { retryAfterMs: budget.resetMs, allowance };
    return { admitted: false, refusal: new QueueError('over_budget', message, [], wait) };
  }
  const decisions = windows.map((window) => decide(window, now, jobs));
  const waits = decisions.map((one) => (one.admitted ? 0 : one.retryAfterMs));
  const retryAfterMs = Math.max(...waits);
  if (retryAfterMs > 0) {
    const slowest = windows[waits.indexOf(retryAfterMs)];
    const message = rateWords(slowest, jobs, retryAfterMs);
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

function rateWords(window: SlidingWindow | undefined, jobs: number, waitMs: number): string {
  const which = jobs === 1 ? 'The next one' : `These ${jobs.toLocaleString('en')}`;
  return `Your plan allows ${jobsWords(window)}. ${which} can be submitted in ${durationWords(waitMs)}.`;
}

function jobsWords(window: SlidingWindow | undefined): string {
  const { limit = 0, windowMs = 0 } = window ?? {};
  return `${limit} new ${limit === 1 ? 'job' : 'jobs'} in ${durationWords(windowMs)}`;
}
