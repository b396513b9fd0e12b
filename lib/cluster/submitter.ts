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

/** The document's id: a custom user id may hold a slash, which a document's id may not. */
export function submitterKey(userId: string): string {
  return `user:${encodeURIComponent(userId)}`;
}

/** The UTC day of a time: `2026-11-26`. */
export function utcDay(at: Millis): string {
  return new Date(at).toISOString().slice(0, 10);
}

const DAY_MS = 24 * 60 * 60_000;

/** How long until the next UTC day, when a budget begins anew. Milliseconds, 1 to a day. */
export function msToNextDay(at: Millis): number {
  return DAY_MS - (((at % DAY_MS) + DAY_MS) % DAY_MS);
}

/** What was used on the UTC day of a time. */
export function usageOn(submitter: Submitter, at: Millis): { tokens: number; cost: number } {
  return submitter.usageDay === utcDay(at)
    ? { tokens: submitter.usageTokens, cost: submitter.usageCost }
    : { tokens: 0, cost: 0 };
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
