import type { Auth, UserRecord } from 'firebase-admin/auth';

import { type Submitter, submitterKey, usageOn, utcDay } from '../../cluster/submitter';
import type { Engine } from '../../queue/engine';
import type { RecordQuery } from '../../queue/ports/record-store';
import { RECORDS } from '../../queue/records';
import { type Role, roleOf } from '../caller';
import { isoTime } from '../iso-time';
import type { UserRow } from '../schemas/admin-schemas';
import type { AdminJob } from '../schemas/admin-job-schema';
import type { Services } from '../services';
import { adminJobView } from './admin-job-view';

const NEWEST_JOBS = 20;

/** Who used most today, or who was refused last. */
export async function heaviestUsers(
  { records, clock }: Engine,
  { by, limit }: { by: 'tokens' | 'cost' | 'limited'; limit: number },
): Promise<{ day: string; users: UserRow[] }> {
  const now = clock.now();
  const day = utcDay(now);
  const orders: Record<typeof by, Omit<RecordQuery, 'limit'>> = {
    tokens: { equals: { usageDay: day }, newestBy: 'usageTokens' },
    cost: { equals: { usageDay: day }, newestBy: 'usageCost' },
    limited: { newestBy: 'limitedAt' },
  };
  const found = await records.list(RECORDS.submitters, { ...orders[by], limit });
  const rows = found.map(({ value }) => userRow(value, now));
  return { day, users: by === 'limited' ? rows.filter((row) => row.limitedAt !== null) : rows };
}

function userRow(submitter: Submitter, now: number): UserRow {
  const { userId, usageDay, tokensPerDay, costPerDay, limitedAt } = submitter;
  const today = usageOn(submitter, now);
  return {
    userId,
    usageDay,
    usageTokens: submitter.usageTokens,
    usageCost: submitter.usageCost,
    tokensPerDay,
    costPerDay,
    overBudget:
      (tokensPerDay !== null && today.tokens >= tokensPerDay) ||
      (costPerDay !== null && today.cost >= costPerDay),
    limitedAt: limitedAt === null ? null : isoTime(limitedAt),
  };
}

export interface AccountView {
  email: string | null;
  disabled: boolean;
  role: Role;
  plan: string | null;
  createdAt: string | null;
  lastSignInAt: string | null;
}

export interface InspectedUser {
  userId: string;
  account: AccountView | null;
  usage: UserRow | null;
  windows: { limit: number; windowMs: number; used: number }[];
  webhookIds: string[];
  jobs: AdminJob[];
}

/** All that the system knows of a user. Somebody unknown has no account and no jobs. */
export async function inspectUser(
  { auth, engine, queue }: Services,
  userId: string,
): Promise<InspectedUser> {
  const [account, { record, at }, newest] = await Promise.all([
    accountOf(auth, userId),
    engine.records.read(RECORDS.submitters, submitterKey(userId)),
    queue.list({ userId, limit: NEWEST_JOBS }),
  ]);
  const submitter = record?.value ?? null;
  return {
    userId,
    account,
    usage: submitter && userRow(submitter, at),
    windows: (submitter?.windows ?? []).map(({ limit, windowMs, buckets }) => ({
      limit,
      windowMs,
      used: buckets
        .filter(({ until }) => until + windowMs > at)
        .reduce((sum, { count }) => sum + count, 0),
    })),
    webhookIds: submitter?.webhookIds ?? [],
    jobs: newest.jobs.map(adminJobView),
  };
}

/** Null when there is no such account. @throws what the Auth service answers otherwise */
async function accountOf(auth: Auth, userId: string): Promise<AccountView | null> {
  const user = await auth.getUser(userId).catch((error: unknown) => {
    const { code } = error as { code?: unknown };
    if (code === 'auth/user-not-found' || code === 'auth/invalid-uid') return null;
    throw error;
  });
  return user && accountView(user);
}

function accountView({ email, disabled, customClaims, metadata }: UserRecord): AccountView {
  const plan: unknown = customClaims?.['plan'];
  return {
    email: email ?? null,
    disabled,
    role: roleOf(customClaims?.['admin']),
    plan: typeof plan === 'string' ? plan : null,
    createdAt: isoOf(metadata.creationTime),
    lastSignInAt: isoOf(metadata.lastSignInTime),
  };
}

/** The SDK writes times as HTTP dates, and null or nonsense for what never was. */
function isoOf(text: string | null): string | null {
  const at = text === null ? NaN : Date.parse(text);
  return Number.isNaN(at) ? null : isoTime(at);
}
