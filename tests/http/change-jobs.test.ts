import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { getJobAnswer } from '@/lib/http/operations/jobs';
import { type JobView, jobViewSchema } from '@/lib/http/schemas/job-view-schema';

import { type Api, openApi } from './api';
import type { Person } from './auth-emulator';
import { submitJob } from './summary-jobs';
import { createWorkbench, type Workbench } from './workbench';

let api: Api;
let workbench: Workbench;
let ada: Person;

beforeAll(async () => {
  api = await openApi('change-jobs');
  workbench = createWorkbench(api.projectId);
  ada = await api.person();
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
describe('cancel, retry and delete', () => {
  it('a waiting job is cancelled at once, run again, and deleted when it has ended', async () => {
    const { id } = await submitJob(api, ada);
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
    const { id } = await submitJob(api, ada);
    const problem = await api.refused('PATCH', `/api/jobs/${id}/output`, {
      as: ada,
      body: { revision: 0, output: {} },
    });
    expect(problem).toMatchObject({ status: 409, code: 'illegal_transition' });
  });
});
