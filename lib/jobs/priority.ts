/** How soon a job is wanted, as the submitter says it. */
export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;

export type Priority = (typeof PRIORITIES)[number];
