import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { getJobAnswer } from '@/lib/http/operations/jobs';
import { type JobView, jobViewSchema } from '@/lib/http/schemas/job-view-schema';

import { type Api, openApi } from './api';
import type { Person } from './auth-emulator';
import { SUMMARY, submitJob } from './summary-jobs';
import { createWorkbench, type Workbench } from './workbench';

let api: Api;
let workbench: Workbench;
let ada: Person;
let eve: Person;

beforeAll(async () => {
  api = await openApi('read-jobs');
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
describe('GET /api/jobs/{id}', () => {
  it('answers input, position and, once there is one, output', async () => {
    const job = await submitJob(api, ada);
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
    const job = await submitJob(api, ada);
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
    for (let index = 0; index < 5; index++) ids.push((await submitJob(api, person)).id);
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
    const about = await submitJob(api, person, {
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
