import type { ClusterSettings, PlanSettings } from '../../cluster/settings';
import { lowerPriority, type Priority } from '../../jobs/priority';
import type { SlidingWindow } from '../../cluster/sliding-window';
import type { Submitter } from '../../cluster/submitter';
import type { SubmitRequest } from '../queue';
import { withLimit } from './sliding-window';

/** What a window admits. */
interface WindowLimit {
  limit: number;
  /** Milliseconds. */
  windowMs: number;
}

/** Burst windows in a long one. */
const BURSTS = 12;

/** The limits of a plan; the default plan's for a name that nobody configured. */
export function planOf({ plans }: ClusterSettings, name: string | null | undefined): PlanSettings {
  if (typeof name !== 'string' || !Object.hasOwn(plans, name)) return plans.default;
  return plans[name] ?? plans.default;
}

/** The priority that a new job gets: what was asked for, as far as its user's plan allows it. */
export function priorityFor(
  settings: ClusterSettings,
  { priority = 'normal', plan, exempt }: Pick<SubmitRequest, 'priority' | 'plan' | 'exempt'>,
): Priority {
  if (exempt === true) return priority;
  return lowerPriority(priority, planOf(settings, plan).highestPriority);
}

/** The windows that hold a plan's submits: the long one, and the burst. */
function windowLimits(plan: PlanSettings): [long: WindowLimit, burst: WindowLimit] {
  const { requestsPerMinute, burstLimit, windowSizeMs } = plan;
  return [
    {
      limit: Math.max(1, Math.floor((requestsPerMinute * windowSizeMs) / 60_000)),
      windowMs: windowSizeMs,
    },
    { limit: burstLimit, windowMs: Math.max(1, Math.round(windowSizeMs / BURSTS)) },
  ];
}

/** A submitter's windows under the limits that the plan has now. */
export function windowsOf({ windows }: Submitter, plan: PlanSettings): SlidingWindow[] {
  return windowLimits(plan).map((limit, place) => withLimit(windows[place], limit));
}
