import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import {
  adminJobSchema,
  childJobsSchema,
  jobPageSchema,
} from '@/lib/http/schemas/admin-job-schema';
import { JobError } from '@/lib/jobs/error';
import type { Job } from '@/lib/jobs/job';
import { childId } from '@/lib/queue/flows/child-id';

import { type AdminDesk, openDesk } from './admin-desk';
import type { Person } from './auth-emulator';
import { SUMMARY, submitJob } from './summary-jobs';

const SECRET = 'The heron nests behind the mill.';

let desk: AdminDesk;

beforeAll(async () => {
  desk = await openDesk('admin-jobs');
});

afterAll(() => desk.close());

async function pending(person: Person = desk.user, text = SECRET): Promise<string> {
  return (await submitJob(desk, person, { kind: 'summary', input: { text } })).id;
}

async function failed(code = 'silent_text', person: Person = desk.user): Promise<string> {
  const id = await pending(person);
  await desk.bench.runWith(() => {
    throw new JobError('unsupported', code, `Nothing can be said of it (${code}).`);
  });
  return id;
}

async function found(query: string): Promise<string[]> {
  const page = jobPageSchema.parse(await desk.does('GET', `/api/admin/jobs?${query}`));
  return page.jobs.map(({ id }) => id);
}

async function state(id: string): Promise<string | undefined> {
  return (await desk.bench.stores.jobs.get(id))?.job.state;
}

describe('GET /api/admin/jobs/{id}/children', () => {
  it('says what became of each job that a job had made, and nothing of what they hold', async () => {
    const { jobs } = desk.bench.stores;
    const id = await pending();
    const stored = await jobs.get(id);
    if (stored === null) throw new Error('not submitted');
    const child = (index: number, fields: Partial<Job>) => ({
      job: { ...stored.job, id: childId(stored.job, index), parentId: id, ...fields },
      parts: [],
    });
    const error = {
      code: 'silent_text',
      class: 'unsupported',
      message: 'Nothing can be said.',
      retryable: false,
    } as const;
    await jobs.write({
      id,
      version: stored.version,
      patch: { state: 'scheduled', children: { total: 3, ended: 2, failed: 1 } },
      alongside: {
        create: [child(0, { state: 'failed', error }), child(2, { state: 'completed' })],
      },
    });
    const answer = await desk.does('GET', `/api/admin/jobs/${id}/children`);
    expect(childJobsSchema.parse(answer).jobs).toEqual([
      { id: childId(stored.job, 0), kind: 'summary', status: 'failed', errorCode: 'silent_text' },
      { id: childId(stored.job, 2), kind: 'summary', status: 'completed', errorCode: null },
    ]);
    expect(JSON.stringify(answer)).not.toContain('heron');
    const own = await desk.call('GET', `/api/jobs/${id}`, { as: desk.user });
    expect(own.json).toMatchObject({ children: { total: 3, ended: 2, failed: 1 }, waiting: null });
  });
});

describe('GET /api/admin/jobs', () => {
  it('pages through the jobs of everybody, newest first, and says how many were looked at', async () => {
    const other = await desk.person();
    const ids = [await pending(), await pending(other), await pending()];
    const first = jobPageSchema.parse(await desk.does('GET', '/api/admin/jobs?limit=2'));
    expect(first.jobs.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    expect(first.scanned).toBe(2);
    const cursor = encodeURIComponent(first.nextCursor ?? '');
    expect((await found(`limit=2&cursor=${cursor}`))[0]).toBe(ids[0]);
  });

  it('shows nothing of what a person wrote', async () => {
    await pending();
    for (const address of ['/api/admin/jobs', `/api/admin/jobs/${await failed()}`]) {
      const answer = JSON.stringify(await desk.does('GET', address));
      expect(answer).not.toContain('heron');
      expect(answer).not.toContain('"title"');
      expect(answer).not.toContain('"partial"');
    }
  });

  it('filters by each of its parameters', async () => {
    const person = await desk.person();
    const lost = await failed('lost_page', person);
    const waiting = await pending(person, 'A tale of turnips.');
    const own = `userId=${person.uid}`;
    expect(await found(own)).toEqual([waiting, lost]);
    expect(await found(`${own}&state=failed`)).toEqual([lost]);
    expect(await found(`${own}&state=failed&state=pending`)).toHaveLength(2);
    const all = ['scheduled', 'pending', 'processing', 'completed', 'cancelled'];
    expect(await found(`${own}&${all.map((one) => `state=${one}`).join('&')}`)).toEqual([waiting]);
    expect(await found('errorCode=lost_page')).toEqual([lost]);
    expect(await found(`${own}&kind=summary&queue=ai_processing`)).toHaveLength(2);
    expect(await found(`${own}&kind=chat`)).toEqual([]);
    expect(await found(`${own}&priority=urgent`)).toEqual([]);
    expect(await found('text=LOST_page')).toEqual([lost]);
    expect(await found(`text=${waiting.slice(2, 18)}`)).toEqual([waiting]);
    expect(await found(`id=${lost}`)).toEqual([lost]);
    expect(await found(`id=${lost}&state=pending`)).toEqual([]);
    const later = new Date(Date.now() + 60_000).toISOString();
    expect(await found(`${own}&from=${later}`)).toEqual([]);
    expect(await found(`${own}&to=${later}`)).toHaveLength(2);
  });

  it.each(['state=asleep', 'limit=101', 'from=yesterday', 'queue=nap', 'text=', 'id=__x__'])(
    'refuses ?%s',
    async (query) => {
      const ask = { as: desk.admin };
      expect(await desk.refused('GET', `/api/admin/jobs?${query}`, ask)).toMatchObject({
        status: 422,
        code: 'invalid_query',
      });
    },
  );
});

describe('one job', () => {
  it('is revealed to an auditor, and the log says by whom', async () => {
    const id = await pending();
    const answer = await desk.call('POST', `/api/admin/jobs/${id}/reveal`, { as: desk.auditor });
    expect(answer.json).toMatchObject({ id, input: { text: SECRET }, output: null });
    const [entry] = await desk.audited('job.reveal');
    expect(entry).toMatchObject({
      actorId: desk.auditor.uid,
      target: `job:${id}`,
      after: { userId: desk.user.uid },
    });
    expect(JSON.stringify(entry)).not.toContain('heron');
  });

  it('is cancelled', async () => {
    const id = await pending();
    await desk.does('POST', `/api/admin/jobs/${id}/cancel`);
    expect(await state(id)).toBe('cancelled');
    expect((await desk.audited('job.cancel'))[0]).toMatchObject({
      target: `job:${id}`,
      before: { state: 'pending' },
      after: { state: 'cancelled' },
    });
  });

  it('runs again, with its own input or with another', async () => {
    const id = await failed();
    await desk.does('POST', `/api/admin/jobs/${id}/replay`);
    expect(await state(id)).toBe('pending');
    await desk.does('POST', `/api/admin/jobs/${id}/cancel`);
    await desk.does('POST', `/api/admin/jobs/${id}/replay`, { input: SUMMARY.input });
    const revealed = await desk.does('POST', `/api/admin/jobs/${id}/reveal`);
    expect(revealed).toMatchObject({ input: SUMMARY.input });
    const [edited, plain] = await desk.audited('job.replay');
    expect(plain).toMatchObject({ before: { state: 'failed' }, after: { inputChanged: false } });
    expect(edited).toMatchObject({ after: { state: 'pending', inputChanged: true } });
  });

  it('does not run again with an input that does not fit', async () => {
    const id = await failed();
    const ask = { as: desk.admin, body: { input: { text: '' } } };
    const problem = await desk.refused('POST', `/api/admin/jobs/${id}/replay`, ask);
    expect(problem).toMatchObject({ status: 422, code: 'invalid_input' });
    expect(problem.errors?.[0]?.pointer).toMatch(/^\/input/);
    expect(await state(id)).toBe('failed');
  });

  it('is discarded once it has ended, and a refusal stands in the log', async () => {
    const id = await pending();
    const ask = { as: desk.admin };
    expect(await desk.refused('POST', `/api/admin/jobs/${id}/discard`, ask)).toMatchObject({
      status: 409,
      code: 'illegal_transition',
    });
    await desk.does('POST', `/api/admin/jobs/${id}/cancel`);
    expect((await desk.call('POST', `/api/admin/jobs/${id}/discard`, ask)).status).toBe(204);
    expect(await state(id)).toBeUndefined();
    const [done, refused] = await desk.audited('job.discard');
    expect(done).toMatchObject({ after: { deleted: true } });
    expect(refused).toMatchObject({ after: { refused: 'illegal_transition' } });
  });

  it.each(['reveal', 'cancel', 'replay', 'discard'])(
    'that is not there is not found by %s, and nothing is logged',
    async (action) => {
      const before = await desk.audited(`job.${action}`);
      const ask = { as: desk.admin };
      const problem = await desk.refused('POST', `/api/admin/jobs/nothing-here/${action}`, ask);
      expect(problem.status).toBe(404);
      expect(await desk.audited(`job.${action}`)).toEqual(before);
    },
  );
});

describe('dead letters', () => {
  it('are listed with how many failed by which error', async () => {
    const person = await desk.person();
    const ids = [await failed('one', person), await failed('two', person)];
    ids.push(await failed('two', person));
    const page = z
      .object({ jobs: z.array(adminJobSchema), byErrorCode: z.record(z.string(), z.number()) })
      .parse(await desk.does('GET', `/api/admin/dead-letters?userId=${person.uid}`));
    expect(page.jobs.map(({ id }) => id)).toEqual(ids.toReversed());
    expect(page.byErrorCode).toEqual({ one: 1, two: 2 });
  });
});

describe('POST /api/admin/bulk', () => {
  it('starts a job of the administrator', async () => {
    const body = { action: 'replay', filter: { errorCode: 'one', states: ['failed'] } };
    const answer = await desk.call('POST', '/api/admin/bulk', { as: desk.admin, body });
    const job = adminJobSchema.parse(answer.json);
    expect(answer.status).toBe(202);
    expect(answer.headers.get('location')).toBe(`/api/admin/jobs/${job.id}`);
    expect(job).toMatchObject({ kind: 'bulk_action', userId: desk.admin.uid, status: 'pending' });
    expect((await desk.audited('bulk.replay'))[0]).toMatchObject({
      before: { filter: body.filter },
      after: { jobId: job.id },
    });
  });

  it.each([
    [{ action: 'replay' }, '/filter'],
    [{ action: 'replay', filter: {}, ids: ['abcdefgh'] }, '/filter'],
    [{ action: 'burn', filter: {} }, '/action'],
    [{ action: 'cancel', filter: { nothing: 1 } }, '/filter'],
    [{ action: 'cancel', ids: [] }, '/ids'],
  ])('refuses %j', async (body, pointer) => {
    const problem = await desk.refused('POST', '/api/admin/bulk', { as: desk.admin, body });
    expect(problem).toMatchObject({ status: 422, code: 'invalid_input' });
    expect(problem.errors?.[0]?.pointer).toBe(pointer);
  });
});
