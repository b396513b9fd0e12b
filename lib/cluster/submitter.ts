import type { Millis } from '../jobs/job';
import type { SlidingWindow } from './sliding-window';

/** What the queue remembers of a submitter, and shows to that person live: `rate_limits/user:{id}`. */
export interface Submitter {
  userId: string;
  /** Where the share of this user's jobs ends, in the queue's order. */
  shareEnd: number;
  /** The long window and the burst; empty before the first submit. */
  windows: SlidingWindow[];
  /** The UTC day that the usage is of: `2026-11-26`; null before any. */
  usageDay: string | null;
  usageTokens: number;
  /** US dollars. */
  usageCost: number;
  /** What the plan allows a day; null: no limit. Copied at each submit, for the person's own page. */
  tokensPerDay: number | null;
  costPerDay: number | null;
  /** The last time a submit was refused, noted at most once a minute; null: never. */
  limitedAt: Millis | null;
  /** Webhooks that hear of every job of this user that ends. */
  webhookIds: string[];
}

/** Somebody who has submitted nothing yet. */
export function newSubmitter(userId: string): Submitter {
  return {
    userId,
    shareEnd: 0,
    windows: [],
    usageDay: null,
    usageTokens: 0,
    usageCost: 0,
    tokensPerDay: null,
    costPerDay: null,
    limitedAt: null,
    webhookIds: [],
  };
}
