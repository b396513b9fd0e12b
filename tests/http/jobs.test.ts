import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { getJobAnswer } from '@/lib/http/operations/jobs';
import { jobViewSchema, type JobView } from '@/lib/http/schemas/job-view-schema';
import { SUBMIT_BODY_LIMIT } from '@/lib/http/schemas/limits';
import { MAX_TEXT_LENGTH } from '@/lib/jobs/kinds/source';

import { type Api, openApi } from './api';
import type { Person } from './auth-emulator';
import { createWorkbench, type Workbench } from './workbench';

let api: Api;
let workbench: Workbench;
let ada: Person;
let eve: Person;

beforeAll(async () => {
  api = await openApi('jobs');
  workbench = createWorkbench(api.projectId);
  [ada, eve] = await Promise.all([api.person(), api.person()]);
});

afterAll(async () => {
  await workbench.close();
  await api.close();
});

const SUMMARY = {
  kind: 'summary',
  input: { text: 'The boat left. It came back.', style: 'brief' },
};

async function submit(person = ada, body: unknown = SUMMARY): Promise<JobView> {
  const answer = await api.call('POST', '/api/jobs', { as: person, body });
  expect(answer.status, JSON.stringify(answer.json)).toBe(202);
  return jobViewSchema.parse(answer.json);
}

async function completed(person = ada): Promise<JobView> {
  const job = await submit(person);
  await workbench.runPending();
  return job;
}

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
    const job = await submit(ada, { ...SUMMARY, runAt, priority: 'high' });
    expect(job).toMatchObject({ status: 'scheduled', runAt, priority: 'high' });
  });

  it('takes the longest text, whatever its alphabet', async () => {
    const job = await submit(ada, {
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

describe('a submit that is wrong', () => {
  it.each([
    ['no kind', { input: {} }, 422, 'invalid_input', '/kind'],
    ['a kind that is no text', { kind: 7, input: {} }, 422, 'invalid_input', '/kind'],
    ['an unknown kind', { kind: 'nap', input: {} }, 422, 'unknown_kind', '/kind'],
    ['a kind of every object', { kind: 'constructor', input: {} }, 422, 'unknown_kind', '/kind'],
    ['no input', { kind: 'summary' }, 422, 'invalid_input', '/input'],
    ['an input that is a text', { kind: 'summary', input: 'x' }, 422, 'invalid_input', '/input'],
    ['a wrong type', { kind: 'summary', input: { text: 5 } }, 422, 'invalid_input', '/input/text'],
    [
      'an unknown style',
      { kind: 'summary', input: { text: 'a', style: 'long' } },
      422,
      'invalid_input',
      '/input/style',
    ],
    ['no source', { kind: 'summary', input: {} }, 422, 'invalid_input', '/input/transcriptionId'],
    [
      'a text too long',
      { kind: 'summary', input: { text: 'a'.repeat(MAX_TEXT_LENGTH + 1) } },
      422,
      'invalid_input',
      '/input/text',
    ],
    [
      'a wrong field deep inside',
      {
        kind: 'chat',
        input: { text: 'a', question: 'b', history: [{ role: 'system', content: 'c' }] },
      },
      422,
      'invalid_input',
      '/input/history/0/role',
    ],
    ['a priority of its own', { ...SUMMARY, priority: 'first' }, 422, 'invalid_input', '/priority'],
    ['a time that is none', { ...SUMMARY, runAt: 'tomorrow' }, 422, 'invalid_input', '/runAt'],
    [
      'a time in ten years',
      { ...SUMMARY, runAt: '2036-01-01T00:00:00Z' },
      422,
      'invalid_input',
      '/runAt',
    ],
    ['a list', [], 422, 'invalid_input', ''],
  ])('%s is answered field by field', async (_, body, status, code, pointer) => {
    const problem = await api.refused('POST', '/api/jobs', { as: ada, body });
    expect(problem).toMatchObject({ status, code });
    expect(problem.errors?.map((error) => error.pointer)).toContain(pointer);
  });

  it.each([
    ['nobody is signed in', { body: SUMMARY }, 401, 'unauthenticated'],
    [
      'the body is no JSON',
      { bytes: '{', headers: { 'content-type': 'application/json' } },
      400,
      'invalid_json',
    ],
    ['there is no body', {}, 400, 'invalid_json'],
    [
      'the body is a form',
      { bytes: 'kind=summary', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'unsupported_media_type',
    ],
    [
      'the body is too large',
      { bytes: 'x'.repeat(SUBMIT_BODY_LIMIT + 1), headers: { 'content-type': 'application/json' } },
      413,
      'payload_too_large',
    ],
    [
      'the key is empty',
      { body: SUMMARY, headers: { 'idempotency-key': '' } },
      400,
      'invalid_idempotency_key',
    ],
    [
      'the key is too long',
      { body: SUMMARY, headers: { 'idempotency-key': 'k'.repeat(256) } },
      400,
      'invalid_idempotency_key',
    ],
    [
      'the key has spaces',
      { body: SUMMARY, headers: { 'idempotency-key': 'a b' } },
      400,
      'invalid_idempotency_key',
    ],
  ] as const)('%s', async (_, ask, status, code) => {
    const as = code === 'unauthenticated' ? undefined : ada;
    expect(await api.refused('POST', '/api/jobs', { ...ask, as })).toMatchObject({ status, code });
  });

  it('a recording that is not there, or somebody else’s, is a wrong field', async () => {
    const problem = await api.refused('POST', '/api/jobs', {
      as: ada,
      body: { kind: 'transcription', input: { mediaId: 'nothing-here', fileName: 'a.wav' } },
    });
    expect(problem).toMatchObject({ status: 422, code: 'invalid_input' });
    expect(problem.errors?.[0]?.pointer).toBe('/input/mediaId');
  });

  it.each(['nothing-here', '__name__'])('a transcription %s is a wrong field', async (id) => {
    const problem = await api.refused('POST', '/api/jobs', {
      as: ada,
      body: { kind: 'summary', input: { transcriptionId: id } },
    });
    expect(problem.errors?.[0]?.pointer).toBe('/input/transcriptionId');
  });

  it('a foreign transcription is answered like one that is not there', async () => {
    const foreign = await completed(ada);
    const about = (transcriptionId: string) =>
      api.refused('POST', '/api/jobs', {
        as: eve,
        body: { kind: 'summary', input: { transcriptionId } },
      });
    expect(await about(foreign.id)).toEqual(await about('nothing-here'));
  });

  it('a transcription that still runs is a wrong field', async () => {
    const waiting = await submit(ada);
    const problem = await api.refused('POST', '/api/jobs', {
      as: ada,
      body: { kind: 'summary', input: { transcriptionId: waiting.id } },
    });
    expect(problem.errors?.[0]?.detail).toContain('not finished');
  });
});

describe('GET /api/jobs/{id}', () => {
  it('answers input, position and, once there is one, output', async () => {
    const job = await submit(ada);
    const waiting = getJobAnswer.parse(
      (await api.call('GET', `/api/jobs/${job.id}`, { as: ada })).json,
    );
    expect(waiting).toMatchObject({ input: SUMMARY.input, output: null });
    expect(waiting.position?.position).toBeGreaterThanOrEqual(1);

    await workbench.runPending();
    const done = getJobAnswer.parse(
      (await api.call('GET', `/api/jobs/${job.id}`, { as: ada })).json,
    );
    expect(done).toMatchObject({ status: 'completed', hasOutput: true, position: null });
    expect(done.output).toMatchObject({ markdown: workbench.markdown });
    expect(done.attempts).toMatchObject([{ attempt: 1, outcome: 'completed' }]);
  });
});

describe('a job that is not the caller’s', () => {
  const ADDRESSES = [
    ['GET', ''],
    ['DELETE', ''],
    ['POST', '/cancel'],
    ['POST', '/retry'],
    ['PATCH', '/output'],
  ] as const;

  it.each(ADDRESSES)('is answered by %s %s like one that is not there', async (method, rest) => {
    const job = await submit(ada);
    const body = method === 'PATCH' ? { body: { revision: 0, output: {} } } : {};
    const foreign = await api.refused(method, `/api/jobs/${job.id}${rest}`, { as: eve, ...body });
    const missing = await api.refused(method, `/api/jobs/nothing-here${rest}`, {
      as: eve,
      ...body,
    });
    expect(foreign).toMatchObject({ status: 404, code: 'not_found' });
    expect(foreign).toEqual(missing);
    const own = await api.call('GET', `/api/jobs/${job.id}`, { as: ada });
    expect(own.json).toMatchObject({ status: 'pending' });
  });

  it.each(['x', '__reserved__', 'a'.repeat(65), 'a%2Fb', '%00'])(
    'an id like %s does not exist',
    async (id) => {
      expect(
        await api.refused('GET', `/api/jobs/${encodeURIComponent(id)}`, { as: ada }),
      ).toMatchObject({
        status: 404,
      });
    },
  );
});

describe('GET /api/jobs', () => {
  const pageSchema = z.object({ jobs: z.array(jobViewSchema), nextCursor: z.string().nullable() });

  it('pages through the caller’s own jobs, newest first', async () => {
    const person = await api.person();
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) ids.push((await submit(person)).id);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { json } = await api.call('GET', `/api/jobs?limit=2${query}`, { as: person });
      const page = pageSchema.parse(json);
      expect(page.jobs.length).toBeLessThanOrEqual(2);
      expect(page.jobs.every((job) => job.userId === person.uid)).toBe(true);
      seen.push(...page.jobs.map((job) => job.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(new Set(seen)).toEqual(new Set(ids));
    expect(seen).toHaveLength(5);
  });

  it('filters by kind, state and subject', async () => {
    const person = await api.person();
    const subject = await completed(person);
    const about = await submit(person, {
      kind: 'chat',
      input: { transcriptionId: subject.id, text: 'A text.', question: 'What?' },
    });
    const ids = async (query: string): Promise<string[]> => {
      const { json } = await api.call('GET', `/api/jobs?${query}`, { as: person });
      return pageSchema.parse(json).jobs.map((job) => job.id);
    };
    expect(await ids('kind=chat')).toEqual([about.id]);
    expect(await ids('kind=chat&kind=summary')).toHaveLength(2);
    expect(await ids('state=completed')).toEqual([subject.id]);
    expect(await ids('state=completed&state=pending')).toHaveLength(2);
    expect(await ids(`subjectId=${subject.id}`)).toEqual([about.id]);
    expect(await ids('state=failed')).toEqual([]);
  });

  it.each([
    ['limit=0', 'invalid_query', '/limit'],
    ['limit=101', 'invalid_query', '/limit'],
    ['limit=ten', 'invalid_query', '/limit'],
    ['limit=1&limit=2', 'invalid_query', '/limit'],
    ['state=sleeping', 'invalid_query', '/state/0'],
    ['kind=nap', 'invalid_query', '/kind/0'],
    ['subjectId=x', 'invalid_query', '/subjectId'],
    ['cursor=', 'invalid_query', '/cursor'],
    ['cursor=abc', 'invalid_input', '/cursor'],
    [`cursor=${Buffer.from('5:__id__').toString('base64url')}`, 'invalid_query', '/cursor'],
  ])('refuses ?%s', async (query, code, pointer) => {
    const problem = await api.refused('GET', `/api/jobs?${query}`, { as: ada });
    expect(problem).toMatchObject({ status: 422, code });
    expect(problem.errors?.[0]?.pointer).toBe(pointer);
  });
});

describe('cancel, retry and delete', () => {
  it('a waiting job is cancelled at once, run again, and deleted when it has ended', async () => {
    const { id } = await submit(ada);
    const live = await api.refused('DELETE', `/api/jobs/${id}`, { as: ada });
    expect(live).toMatchObject({ status: 409, code: 'illegal_transition' });
    const early = await api.refused('POST', `/api/jobs/${id}/retry`, { as: ada });
    expect(early).toMatchObject({ status: 409, code: 'illegal_transition' });

    const cancelled = await api.call('POST', `/api/jobs/${id}/cancel`, { as: ada });
    expect(cancelled.status).toBe(202);
    expect(jobViewSchema.parse(cancelled.json).status).toBe('cancelled');
    const again = await api.call('POST', `/api/jobs/${id}/cancel`, { as: ada });
    expect(again.status).toBe(202);

    const retried = await api.call('POST', `/api/jobs/${id}/retry`, { as: ada });
    expect(retried.status).toBe(202);
    expect(retried.headers.get('location')).toBe(`/api/jobs/${id}`);
    expect(jobViewSchema.parse(retried.json).status).toBe('pending');

    await workbench.runPending();
    const deleted = await api.call('DELETE', `/api/jobs/${id}`, { as: ada });
    expect(deleted.status).toBe(204);
    expect(deleted.bytes).toHaveLength(0);
    await api.refused('GET', `/api/jobs/${id}`, { as: ada });
    expect(await api.refused('DELETE', `/api/jobs/${id}`, { as: ada })).toMatchObject({
      status: 404,
    });
  });
});

describe('PATCH /api/jobs/{id}/output', () => {
  it('replaces a completed job’s output, once a revision', async () => {
    const { id } = await completed(ada);
    const read = await api.call('GET', `/api/jobs/${id}`, { as: ada });
    const { output } = getJobAnswer.parse(read.json);
    const edited = { ...(output as object), markdown: 'Edited by a person.' };

    const amended = await api.call('PATCH', `/api/jobs/${id}/output`, {
      as: ada,
      body: { revision: 0, output: edited },
    });
    expect(amended.status).toBe(200);
    expect(jobViewSchema.parse(amended.json).revision).toBe(1);
    const after = await api.call('GET', `/api/jobs/${id}`, { as: ada });
    expect(getJobAnswer.parse(after.json).output).toEqual(edited);

    const late = await api.refused('PATCH', `/api/jobs/${id}/output`, {
      as: ada,
      body: { revision: 0, output: edited },
    });
    expect(late).toMatchObject({ status: 409, code: 'revision_conflict' });
  });

  it('refuses what is no output of the kind, field by field', async () => {
    const { id } = await completed(ada);
    const problem = await api.refused('PATCH', `/api/jobs/${id}/output`, {
      as: ada,
      body: { revision: 0, output: { style: 'brief', markdown: 5 } },
    });
    expect(problem).toMatchObject({ status: 422, code: 'invalid_input' });
    expect(problem.errors?.map(({ pointer }) => pointer)).toContain('/output/markdown');
  });

  it('refuses a job that has no output yet', async () => {
    const { id } = await submit(ada);
    const problem = await api.refused('PATCH', `/api/jobs/${id}/output`, {
      as: ada,
      body: { revision: 0, output: {} },
    });
    expect(problem).toMatchObject({ status: 409, code: 'illegal_transition' });
  });
});
