import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { eraseMyData, getUsage } from '@/lib/http/operations/account';

import { type Api, openApi } from './api';
import type { Person } from './auth-emulator';
import { wavFile } from './recording';
import { tusClient } from './tus-client';
import { createWorkbench, type Workbench } from './workbench';

let api: Api;
let workbench: Workbench;
let ada: Person;

beforeAll(async () => {
  api = await openApi('account');
  workbench = createWorkbench(api.projectId);
});

afterAll(async () => {
  await workbench.close();
  await api.close();
});

async function submit(person: Person): Promise<string> {
  const { json } = await api.call('POST', '/api/jobs', {
    as: person,
    body: { kind: 'summary', input: { text: 'The boat left. It came back.' } },
  });
  return (json as { id: string }).id;
}

describe('GET /api/usage', () => {
  it('is nothing for who did nothing', async () => {
    const { json } = await api.call('GET', '/api/usage', { as: await api.person() });
    expect(getUsage.answers[200].schema.parse(json)).toMatchObject({
      jobs: { byKind: {}, complete: true },
      tokens: { input: 0, output: 0 },
      cost: 0,
      media: { bytes: 0, files: 0 },
    });
  });

  it('adds up one’s own jobs, tokens and recordings', async () => {
    ada = await api.person();
    await submit(ada);
    await submit(ada);
    const used = {
      provider: 'google',
      model: 'm',
      inputTokens: 100,
      outputTokens: 20,
      cost: 0.5,
      cached: false,
    };
    await workbench.runWith((input, context) => {
      context.addUsage(used);
      return Promise.resolve({
        style: 'brief',
        markdown: 'Done.',
        engine: { provider: 'google', model: 'm', local: false, note: null },
      });
    });
    await submit(ada);
    await submit(await api.person());
    await tusClient(api, ada).upload(wavFile(2_000));

    const { json } = await api.call('GET', '/api/usage', { as: ada });
    expect(getUsage.answers[200].schema.parse(json)).toMatchObject({
      jobs: { byState: { completed: 2, pending: 1, failed: 0 }, byKind: { summary: 3 } },
      tokens: { input: 200, output: 40 },
      cost: 1,
      media: { bytes: 2_000, files: 1 },
    });
  });
});

describe('DELETE /api/me/data', () => {
  const erased = eraseMyData.answers[200].schema;

  it('deletes every job and recording of one’s own, live ones too, and no other', async () => {
    const [person, neighbour] = await Promise.all([api.person(), api.person()]);
    const kept = await submit(neighbour);
    await submit(person);
    await workbench.runPending();
    await submit(person);
    await tusClient(api, person).upload(wavFile());
    await tusClient(api, person).beginId(100);

    const answer = await api.call('DELETE', '/api/me/data', { as: person });
    expect(answer.status).toBe(200);
    expect(erased.parse(answer.json)).toEqual({ jobs: 2, media: 2, stopping: 0 });

    const left = await api.call('GET', '/api/jobs', { as: person });
    expect(left.json).toEqual({ jobs: [], nextCursor: null });
    const usage = await api.call('GET', '/api/usage', { as: person });
    expect(usage.json).toMatchObject({ media: { bytes: 0, files: 0 } });
    expect((await api.call('GET', `/api/jobs/${kept}`, { as: neighbour })).status).toBe(200);
    const again = await api.call('DELETE', '/api/me/data', { as: person });
    expect(erased.parse(again.json)).toEqual({ jobs: 0, media: 0, stopping: 0 });
  });

  it('stops a running job first', async () => {
    const person = await api.person();
    await submit(person);
    let started: () => void = () => undefined;
    const running = new Promise<void>((resolve) => (started = resolve));
    const run = workbench.runWith((_, { signal }) => {
      started();
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    });
    await running;
    const answer = await api.call('DELETE', '/api/me/data', { as: person });
    await run;
    expect(answer.status).toBe(200);
    expect(erased.parse(answer.json)).toEqual({ jobs: 1, media: 0, stopping: 0 });
  });
});
