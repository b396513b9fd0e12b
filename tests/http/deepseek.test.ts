import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { deepseekChat, deepseekStatus } from '@/lib/http/operations/deepseek';
import { getJobAnswer } from '@/lib/http/operations/jobs';

import { type Api, openApi } from './api';
import type { Person } from './auth-emulator';

let api: Api;
let ada: Person;
let eve: Person;

beforeAll(async () => {
  api = await openApi('deepseek');
  [ada, eve] = await Promise.all([api.person(), api.person()]);
});

afterAll(() => api.close());

const TEXT = 'The boat left at noon. It came back at six.';
const started = deepseekChat.answers[202].schema;

async function start(route: string, body: unknown) {
  const answer = await api.call('POST', `/api/deepseek/${route}`, { as: ada, body });
  expect(answer.status, JSON.stringify(answer.json)).toBe(202);
  const job = started.parse(answer.json);
  expect(job.jobId).toBe(job.id);
  expect(answer.headers.get('location')).toBe(`/api/jobs/${job.id}`);
  const read = await api.call('GET', `/api/jobs/${job.id}`, { as: ada });
  return getJobAnswer.parse(read.json);
}

describe('the routes of earlier callers', () => {
  it('chat is a job of kind chat', async () => {
    const history = [{ role: 'user', content: 'Hello' }];
    const job = await start('chat', {
      transcriptionId: 'their-own-id-1',
      transcriptionText: TEXT,
      prompt: 'When did it leave?',
      history,
    });
    expect(job).toMatchObject({
      kind: 'chat',
      subjectId: 'their-own-id-1',
      input: { text: TEXT, question: 'When did it leave?', history },
    });
  });

  it.each(['brief', 'detailed', 'key_points', 'action_items'])(
    'summary in the style %s',
    async (prompt) => {
      const job = await start('summary', { transcriptionText: TEXT, prompt });
      expect(job).toMatchObject({ kind: 'summary', input: { text: TEXT, style: prompt } });
    },
  );

  it('content generation with its type and length', async () => {
    const job = await start('content-generation', {
      transcriptionText: TEXT,
      prompt: 'Cheerful.',
      contentTypeId: 'blog',
      contentTypeName: 'Blog post',
      contentCategory: 'marketing',
      maxWords: 120,
    });
    expect(job).toMatchObject({
      kind: 'content_generation',
      title: 'Blog post',
      input: {
        prompt: 'Cheerful.',
        contentTypeId: 'blog',
        contentCategory: 'marketing',
        maxWords: 120,
      },
    });
  });

  it('the same key and body is the same job', async () => {
    const ask = {
      as: ada,
      body: { transcriptionText: TEXT, prompt: 'brief' },
      headers: { 'idempotency-key': 'deepseek-1' },
    };
    const first = await api.call('POST', '/api/deepseek/summary', ask);
    const second = await api.call('POST', '/api/deepseek/summary', ask);
    expect(started.parse(second.json).jobId).toBe(started.parse(first.json).jobId);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });

  it.each([
    ['chat', { transcriptionText: TEXT }, '/prompt'],
    ['chat', { prompt: 'What?' }, '/transcriptionId'],
    [
      'chat',
      { transcriptionText: TEXT, prompt: 'a', history: [{ role: 'user' }] },
      '/history/0/content',
    ],
    ['summary', { transcriptionText: TEXT, prompt: 'long' }, '/prompt'],
    ['summary', { transcriptionText: '  ', prompt: 'brief' }, '/transcriptionText'],
    ['summary', { transcriptionId: 'nothing-here', prompt: 'brief' }, '/transcriptionId'],
    ['content-generation', { transcriptionText: TEXT }, '/contentTypeId'],
  ])('%s names the wrong field as its caller wrote it', async (route, body, pointer) => {
    const problem = await api.refused('POST', `/api/deepseek/${route}`, { as: ada, body });
    expect(problem).toMatchObject({ status: 422, code: 'invalid_input' });
    expect(problem.errors?.map((error) => error.pointer)).toContain(pointer);
  });
});

describe('/api/webhooks/deepseek', () => {
  const status = deepseekStatus.answers[200].schema;

  it('answers the true status to a question and to a notice, whatever the notice says', async () => {
    const job = await start('summary', { transcriptionText: TEXT, prompt: 'brief' });
    const asked = await api.call('GET', `/api/webhooks/deepseek?jobId=${job.id}`, { as: ada });
    const noticed = await api.call('POST', '/api/webhooks/deepseek', {
      as: ada,
      body: { jobId: job.id, status: 'completed' },
    });
    for (const { status: code, json } of [asked, noticed]) {
      expect(code).toBe(200);
      expect(status.parse(json)).toEqual({ jobId: job.id, status: 'pending', progress: null });
    }
    await api.call('POST', `/api/jobs/${job.id}/cancel`, { as: ada });
    const ended = await api.call('GET', `/api/webhooks/deepseek?jobId=${job.id}`, { as: ada });
    expect(status.parse(ended.json).completedAt).toBeDefined();
  });

  it('tells nobody else', async () => {
    const { id } = await start('summary', { transcriptionText: TEXT, prompt: 'brief' });
    const address = `/api/webhooks/deepseek?jobId=${id}`;
    expect(await api.refused('GET', address, { as: eve })).toMatchObject({ status: 404 });
    expect(await api.refused('GET', address)).toMatchObject({ status: 401 });
    const notice = { as: eve, body: { jobId: id } };
    expect(await api.refused('POST', '/api/webhooks/deepseek', notice)).toMatchObject({
      status: 404,
    });
  });
});
