import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { newSubmitter, type Submitter, submitterKey, utcDay } from '@/lib/cluster/submitter';
import { inspectUser } from '@/lib/http/operations/admin-people';
import { RECORDS } from '@/lib/queue/records';

import { type AdminDesk, openDesk } from './admin-desk';
import { submitJob } from './summary-jobs';

let desk: AdminDesk;
let today: string;

beforeAll(async () => {
  desk = await openDesk('admin-people');
});

// Anew for each test: midnight may come between two.
beforeEach(async () => {
  today = utcDay(Date.now());
  await put('ann', { usageTokens: 900, usageCost: 0.1, tokensPerDay: 800 });
  await put('bob/smith', { usageTokens: 50, usageCost: 2.5, costPerDay: 5, limitedAt: 1_000 });
  await put('cid', {
    usageTokens: 9_999,
    usageDay: '2020-01-01',
    tokensPerDay: 10,
    limitedAt: 2_000,
  });
  await put('dan', { usageTokens: 300 });
});

afterAll(() => desk.close());

async function put(userId: string, submitter: Partial<Submitter>): Promise<void> {
  const value = { ...newSubmitter(userId), usageDay: today, ...submitter };
  const id = submitterKey(userId);
  await desk.bench.stores.records.write([
    { collection: RECORDS.submitters, id, value, version: 'any' },
  ]);
}

async function heaviest(query: string): Promise<{ userId: string; overBudget: boolean }[]> {
  const answer = await desk.does('GET', `/api/admin/users/heaviest?${query}`);
  expect(answer).toMatchObject({ day: today });
  return (answer as { users: { userId: string; overBudget: boolean }[] }).users;
}

describe('GET /api/admin/users/heaviest', () => {
  it('puts who used most tokens today first, and says who is over budget', async () => {
    const users = await heaviest('');
    expect(users.map(({ userId }) => userId)).toEqual(['ann', 'dan', 'bob/smith']);
    expect(users.map(({ overBudget }) => overBudget)).toEqual([true, false, false]);
  });

  it('goes by cost', async () => {
    const users = await heaviest('by=cost&limit=2');
    expect(users.map(({ userId }) => userId)).toEqual(['bob/smith', 'ann']);
  });

  it('goes by who was refused last, however long ago they used something', async () => {
    const users = await heaviest('by=limited');
    expect(users.map(({ userId }) => userId)).toEqual(['cid', 'bob/smith']);
    // What was used on another day is no part of today's budget.
    expect(users[0]?.overBudget).toBe(false);
  });
});

describe('GET /api/admin/users/{id}', () => {
  const schema = inspectUser.answers[200].schema;

  it('answers account, allowance and newest jobs, redacted', async () => {
    const job = await submitJob(desk, desk.user);
    const user = schema.parse(await desk.does('GET', `/api/admin/users/${desk.user.uid}`));
    expect(user).toMatchObject({
      userId: desk.user.uid,
      account: { email: null, disabled: false, role: 'user', plan: null },
      usage: { overBudget: false },
      webhookIds: [],
    });
    expect(user.windows.map(({ used }) => used)).toEqual([1, 1]);
    expect(user.jobs.map(({ id }) => id)).toEqual([job.id]);
    expect(JSON.stringify(user)).not.toContain('"title"');
  });

  it('answers what is known of somebody without an account', async () => {
    const user = schema.parse(await desk.does('GET', '/api/admin/users/bob%2Fsmith'));
    expect(user).toMatchObject({ account: null, usage: { usageCost: 2.5 }, jobs: [] });
    const nobody = schema.parse(await desk.does('GET', '/api/admin/users/nobody-at-all'));
    expect(nobody).toMatchObject({ account: null, usage: null, windows: [], jobs: [] });
  });
});
