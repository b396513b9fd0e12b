import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type JobView, jobViewSchema } from '@/lib/http/schemas/job-view-schema';
import { MAX_TEXT_LENGTH } from '@/lib/jobs/kinds/source';

import { type Api, openApi } from './api';
import type { Person } from './auth-emulator';
import { SUMMARY, submitJob } from './summary-jobs';

let api: Api;
let ada: Person;
let eve: Person;

beforeAll(async () => {
  api = await openApi('submit');
  [ada, eve] = await Promise.all([api.person(), api.person()]);
});

afterAll(() => api.close());
describe('POST /api/jobs', () => {
  it('accepts a job at once and says where it is', async () => {
    const answer = await api.call('POST', '/api/jobs', { as: ada, body: SUMMARY });
    expect(answer.status).toBe(202);
    const job = jobViewSchema.parse(answer.json);
    expect(job).toMatchObject({
      kind: 'summary',
      queue: 'ai_processing',
      userId: ada.uid,
      status: 'pending',
      priority: 'normal',
      title: 'Brief summary',
      attempt: 0,
      hasOutput: false,
      error: null,
    });
    expect(answer.headers.get('location')).toBe(`/api/jobs/${job.id}`);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.headers.get('idempotency-replayed')).toBeNull();
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('shows nothing that only the engine needs', async () => {
    const answer = await api.call('POST', '/api/jobs', { as: ada, body: SUMMARY });
    const fields = Object.keys(answer.json as object);
    for (const inner of ['lease', 'rank', 'shard', 'fingerprint', 'input', 'inputParts']) {
      expect(fields).not.toContain(inner);
    }
  });

  it('keeps a job until its time', async () => {
    const runAt = new Date(Date.now() + 3_600_000).toISOString();
    const job = await submitJob(api, ada, { ...SUMMARY, runAt, priority: 'high' });
    expect(job).toMatchObject({ status: 'scheduled', runAt, priority: 'high' });
  });

  it('takes the longest text, whatever its alphabet', async () => {
    const job = await submitJob(api, ada, {
      kind: 'summary',
      input: { text: '火'.repeat(MAX_TEXT_LENGTH) },
    });
    const read = await api.call('GET', `/api/jobs/${job.id}`, { as: ada });
    expect((read.json as { input: { text: string } }).input.text).toHaveLength(MAX_TEXT_LENGTH);
  });

  it('refuses a text that is too large to keep once it is written as JSON', async () => {
    const text = `a${'\u0001'.repeat(MAX_TEXT_LENGTH - 2)}b`;
    const body = { kind: 'summary', input: { text } };
    expect(await api.refused('POST', '/api/jobs', { as: ada, body })).toMatchObject({
      status: 413,
      code: 'payload_too_large',
    });
  });

  it('answers the same job for the same key and input', async () => {
    const headers = { 'idempotency-key': 'first-of-ada' };
    const [first, second] = [
      await api.call('POST', '/api/jobs', { as: ada, body: SUMMARY, headers }),
      await api.call('POST', '/api/jobs', { as: ada, body: SUMMARY, headers }),
    ];
    expect(second.status).toBe(202);
    expect((second.json as JobView).id).toBe((first.json as JobView).id);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });

  it('makes one job of many submits at once under one key', async () => {
    const headers = { 'idempotency-key': 'race-of-ada' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        api.call('POST', '/api/jobs', { as: ada, body: SUMMARY, headers }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ json }) => (json as JobView).id)).size).toBe(1);
  });

  it('keeps one person’s keys apart from another’s', async () => {
    const headers = { 'idempotency-key': 'shared-by-chance' };
    const [first, second] = [
      await api.call('POST', '/api/jobs', { as: ada, body: SUMMARY, headers }),
      await api.call('POST', '/api/jobs', { as: eve, body: SUMMARY, headers }),
    ];
    expect((second.json as JobView).id).not.toBe((first.json as JobView).id);
  });

  it('refuses another input under a used key', async () => {
    const headers = { 'idempotency-key': 'second-of-ada' };
    await api.call('POST', '/api/jobs', { as: ada, body: SUMMARY, headers });
    const problem = await api.refused('POST', '/api/jobs', {
      as: ada,
      headers,
      body: { kind: 'summary', input: { text: 'Another text altogether.' } },
    });
    expect(problem).toMatchObject({ status: 409, code: 'idempotency_conflict' });
  });
});
