/** How soon a job is wanted, as the submitter says it; the soonest first. */
export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;

export type Priority = (typeof PRIORITIES)[number];

/** The one of the two that is wanted less soon. */
export function lowerPriority(a: Priority, b: Priority): Priority {
  return PRIORITIES.indexOf(a) < PRIORITIES.indexOf(b) ? b : a;
}
