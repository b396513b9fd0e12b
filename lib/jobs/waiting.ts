import type { Millis } from './job';

/** Why a job that could run does not. */
export const WAIT_REASONS = ['backoff', 'provider', 'user_limit', 'children'] as const;

export type WaitReason = (typeof WAIT_REASONS)[number];

/** Why a scheduled job waits, as its owner reads it. */
export interface Waiting {
  reason: WaitReason;
  /** About when it goes on; null when that depends on other jobs. */
  until: Millis | null;
  /** One sentence for a person. */
  message: string;
}
