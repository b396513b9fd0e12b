import type { AdminJob } from './admin-job';

/** What a user used, as the routes of `/api/admin/users` answer it; times are ISO strings. */
export interface AdminUserRow {
  userId: string;
  /** The UTC day that the usage is of: `2026-11-26`; null before any. */
  usageDay: string | null;
  usageTokens: number;
  /** US dollars. */
  usageCost: number;
  /** What the plan allows a day; null: no limit. */
  tokensPerDay: number | null;
  costPerDay: number | null;
  overBudget: boolean;
  /** The last time a submit was refused. */
  limitedAt: string | null;
}

export interface HeaviestUsers {
  /** The UTC day that usage is counted for. */
  day: string;
  users: AdminUserRow[];
}

export interface AdminUser {
  userId: string;
  /** Null when the account was deleted, or never was. */
  account: {
    /** Null for a guest. */
    email: string | null;
    disabled: boolean;
    role: 'admin' | 'auditor' | 'user';
    plan: string | null;
    createdAt: string | null;
    lastSignInAt: string | null;
  } | null;
  /** Null before the first submit. */
  usage: AdminUserRow | null;
  /** Submits in each window that limits them. */
  windows: { limit: number; windowMs: number; used: number }[];
  webhookIds: string[];
  /** The newest 20. */
  jobs: AdminJob[];
}
