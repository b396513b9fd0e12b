import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type JobView } from '@/lib/http/schemas/job-view-schema';
import { SUBMIT_BODY_LIMIT } from '@/lib/http/schemas/limits';
import { MAX_TEXT_LENGTH } from '@/lib/jobs/kinds/source';

import { type Api, openApi } from './api';
import type { Person } from './auth-emulator';
import { SUMMARY, submitJob } from './summary-jobs';
import { createWorkbench, type Workbench } from './workbench';

let api: Api;
let workbench: Workbench;
let ada: Person;
let eve: Person;

beforeAll(async () => {
  api = await openApi('submit-refusals');
  workbench = createWorkbench(api.projectId);
  [ada, eve] = await Promise.all([api.person(), api.person()]);
});

afterAll(async () => {
  await workbench.close();
  await api.close();
});

async function completed(person = ada): Promise<JobView> {
  const job = await submitJob(api, person);
  await workbench.runPending();
  return job;
}
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
    const waiting = await submitJob(api, ada);
    const problem = await api.refused('POST', '/api/jobs', {
      as: ada,
      body: { kind: 'summary', input: { transcriptionId: waiting.id } },
    });
    expect(problem.errors?.[0]?.detail).toContain('not finished');
  });
});
