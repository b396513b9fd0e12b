import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { submitterKey } from '@/lib/cluster/submitter';
import { RECORDS, SETTINGS_ID } from '@/lib/queue/records';
import { getServer } from '@/lib/server';

import { type Api, expectProblem, openApi } from './api';
import { SUMMARY } from './summary-jobs';

let api: Api;

beforeAll(async () => {
  // A database of its own: what an earlier run set would hold.
  api = await openApi(`limits-${process.pid}`, {
    FIRELANE_SETTINGS: JSON.stringify({
      plans: { default: { requestsPerMinute: 3, burstLimit: 2, tokensPerDay: 100 } },
    }),
  });
});

afterAll(() => api.close());

const QUOTA = /^"default";r=(\d+);t=(\d+), "burst";r=(\d+);t=(\d+)$/;

describe('the allowance of a submit', () => {
  it('is told with each answer, and a repeat takes nothing of it', async () => {
    const ada = await api.person();
    const headers = { 'idempotency-key': 'once' };
    const first = await api.call('POST', '/api/jobs', { as: ada, body: SUMMARY, headers });
    expect(first.status).toBe(202);
    expect(first.headers.get('ratelimit-policy')).toBe('"default";q=3;w=60, "burst";q=2;w=5');
    const [, left, reset, burst] = QUOTA.exec(first.headers.get('ratelimit') ?? '') ?? [];
    expect([left, burst]).toEqual(['2', '1']);
    expect(Number(reset)).toBeGreaterThan(55);
    expect(Number(reset)).toBeLessThanOrEqual(61);
    const again = await api.call('POST', '/api/jobs', { as: ada, body: SUMMARY, headers });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.headers.get('ratelimit')).toMatch(/^"default";r=2;/);
  });

  it('that is used up is a 429 that says when to come back, and a repeat is answered still', async () => {
    const ada = await api.person();
    const headers = { 'idempotency-key': 'first' };
    const first = await api.call('POST', '/api/jobs', { as: ada, body: SUMMARY, headers });
    await api.call('POST', '/api/jobs', { as: ada, body: SUMMARY });
    const refused = await api.call('POST', '/api/jobs', { as: ada, body: SUMMARY });
    const problem = expectProblem(refused);
    expect(problem).toMatchObject({ status: 429, code: 'rate_limited' });
    expect(problem.detail).toMatch(
      /^Your plan allows 2 new jobs in 5 seconds\. The next one can be submitted in \d seconds?\.$/,
    );
    expect(problem.instance).toBeUndefined();
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(wait).toBeLessThanOrEqual(6);
    expect(refused.headers.get('ratelimit')).toMatch(/"burst";r=0;t=\d$/);
    expect(refused.headers.get('ratelimit-policy')).not.toBeNull();

    const body = { transcriptionText: 'A short talk.', prompt: 'brief' };
    const other = await api.call('POST', '/api/deepseek/summary', { as: ada, body });
    expect(expectProblem(other).code).toBe('rate_limited');

    const again = await api.call('POST', '/api/jobs', { as: ada, body: SUMMARY, headers });
    expect(again.status).toBe(202);
    expect(again.json).toEqual(first.json);
  });

  it('is taken by a retry, too, which over the limit is a 429 and leaves the job as it was', async () => {
    const ada = await api.person();
    const { json } = await api.call('POST', '/api/jobs', { as: ada, body: SUMMARY });
    const { id } = json as { id: string };
    await api.call('POST', `/api/jobs/${id}/cancel`, { as: ada });
    const retried = await api.call('POST', `/api/jobs/${id}/retry`, { as: ada });
    expect(retried.status).toBe(202);
    expect(retried.headers.get('ratelimit')).toMatch(/^"default";r=1;.*"burst";r=0;/);
    await api.call('POST', `/api/jobs/${id}/cancel`, { as: ada });
    const refused = await api.call('POST', `/api/jobs/${id}/retry`, { as: ada });
    expect(expectProblem(refused)).toMatchObject({ status: 429, code: 'rate_limited' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(refused.headers.get('ratelimit')).toMatch(/"burst";r=0;t=\d$/);
    const after = await api.call('GET', `/api/jobs/${id}`, { as: ada });
    expect(after.json).toMatchObject({ status: 'cancelled' });
  });

  it('that is never enough for a batch is a 422 at its list', async () => {
    const ada = await api.person();
    const body = { kind: 'batch', input: { items: [SUMMARY, SUMMARY, SUMMARY] } };
    const refused = await api.call('POST', '/api/jobs', { as: ada, body });
    expect(expectProblem(refused)).toMatchObject({
      status: 422,
      code: 'invalid_input',
      errors: [
        {
          pointer: '/input/items',
          detail:
            'Your plan allows 2 new jobs in 5 seconds, so no more than 2 can be submitted together.',
        },
      ],
    });
    const two = { kind: 'batch', input: { items: [SUMMARY, SUMMARY] } };
    const accepted = await api.call('POST', '/api/jobs', { as: ada, body: two });
    expect(accepted.status).toBe(202);
    expect(accepted.headers.get('ratelimit')).toMatch(/^"default";r=1;.*"burst";r=0;/);
  });

  it('is each person’s own', async () => {
    const [ada, eve] = await Promise.all([api.person(), api.person()]);
    for (let i = 0; i < 3; i++) await api.call('POST', '/api/jobs', { as: ada, body: SUMMARY });
    const hers = await api.call('POST', '/api/jobs', { as: eve, body: SUMMARY });
    expect(hers.status).toBe(202);
  });

  it('and the day’s budget stand in the usage', async () => {
    const ada = await api.person();
    await api.call('POST', '/api/jobs', { as: ada, body: SUMMARY });
    const { json } = await api.call('GET', '/api/usage', { as: ada });
    expect(json).toMatchObject({
      allowance: [
        { limit: 3, windowMs: 60_000, remaining: 2 },
        { limit: 2, windowMs: 5_000, remaining: 1 },
      ],
      budget: { tokens: { used: 0, limit: 100 }, cost: { used: 0, limit: null } },
    });
  });
});

describe('a submit', () => {
  it('over the day’s budget is a 429 until midnight UTC', async () => {
    const ada = await api.person();
    await api.call('POST', '/api/jobs', { as: ada, body: SUMMARY });
    const { engine } = await getServer();
    const { submitter, version, at } = await engine.jobs.readSubmitter(ada.uid);
    const usageDay = new Date(at).toISOString().slice(0, 10);
    await engine.records.write([
      {
        collection: RECORDS.submitters,
        id: submitterKey(ada.uid),
        value: { ...submitter, usageDay, usageTokens: 100 },
        version,
      },
    ]);
    const refused = await api.call('POST', '/api/jobs', { as: ada, body: SUMMARY });
    expect(expectProblem(refused)).toMatchObject({ status: 429, code: 'over_budget' });
    const untilMidnight = 86_400 - Math.floor((at / 1_000) % 86_400);
    const wait = Number(refused.headers.get('retry-after'));
    expect(Math.abs(wait - untilMidnight)).toBeLessThanOrEqual(60);
    expect(refused.headers.get('ratelimit')).toMatch(/^"default";r=2;/);
  });

  it('into a full queue is a 503 that says when to come back, and what waits stays', async () => {
    const [ada, eve] = await Promise.all([api.person(), api.person()]);
    const headers = { 'idempotency-key': 'waits' };
    const waiting = await api.call('POST', '/api/jobs', { as: ada, body: SUMMARY, headers });
    const { engine } = await getServer();
    const changed = new Promise<void>((resolve) => engine.settings.onChange(resolve));
    await engine.records.write([
      {
        collection: RECORDS.settings,
        id: SETTINGS_ID,
        value: { queues: { ai_processing: { maxQueueSize: 1 } } },
        version: 'any',
      },
    ]);
    await changed;
    const refused = await api.call('POST', '/api/jobs', { as: eve, body: SUMMARY });
    const problem = expectProblem(refused);
    expect(problem).toMatchObject({ status: 503, code: 'queue_full' });
    expect(problem.instance).toBeUndefined();
    expect(refused.headers.get('retry-after')).toBe('10');
    const again = await api.call('POST', '/api/jobs', { as: ada, body: SUMMARY, headers });
    expect(again.status).toBe(202);
    expect(again.json).toEqual(waiting.json);
  });
});
