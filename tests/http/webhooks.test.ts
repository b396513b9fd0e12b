import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { addWebhook, listWebhooks, testWebhook } from '@/lib/http/operations/webhooks';
import { getServer } from '@/lib/server';

import { type Api, openApi } from './api';
import type { Person } from './auth-emulator';

let api: Api;
let ada: Person;
let ben: Person;

beforeAll(async () => {
  api = await openApi('webhooks');
  ada = await api.person();
  ben = await api.person();
});

afterAll(async () => {
  await api.close();
});

async function add(url: string, as = ada) {
  const { status, json } = await api.call('POST', '/api/webhooks', { as, body: { url } });
  expect(status).toBe(201);
  return addWebhook.answers[201].schema.parse(json);
}

async function list(as: Person) {
  const { json } = await api.call('GET', '/api/webhooks', { as });
  return listWebhooks.answers[200].schema.parse(json).webhooks;
}

describe('webhooks', () => {
  it('tell their secret once, and another after a rotation', async () => {
    const added = await add('https://example.com/hook');
    expect(added.secret).toMatch(/^whsec_/);
    const listed = await api.call('GET', '/api/webhooks', { as: ada });
    expect(JSON.stringify(listed.json)).not.toContain('whsec_');
    const rotated = await api.call('POST', `/api/webhooks/${added.id}/rotate`, { as: ada });
    expect(rotated.json).toMatchObject({
      id: added.id,
      secret: expect.stringMatching(/^whsec_/) as string,
    });
    expect(rotated.json).not.toMatchObject({ secret: added.secret });
    await api.call('DELETE', `/api/webhooks/${added.id}`, { as: ada });
    expect(await list(ada)).toEqual([]);
  });

  it('are named by each job that is submitted from then on', async () => {
    const { id } = await add('https://example.com/hook');
    const body = { kind: 'summary', input: { text: 'The boat left. It came back.' } };
    const { json } = await api.call('POST', '/api/jobs', { as: ada, body });
    const { queue } = await getServer();
    const job = await queue.get((json as { id: string }).id);
    expect(job?.webhookIds).toEqual([id]);
    await api.call('DELETE', `/api/webhooks/${id}`, { as: ada });
  });

  it('answer a test with how it went, and never reach into our own network', async () => {
    const { id } = await add('https://127.0.0.1/hook');
    const { status, json } = await api.call('POST', `/api/webhooks/${id}/test`, { as: ada });
    expect(status).toBe(200);
    expect(testWebhook.answers[200].schema.parse(json).last).toMatchObject({
      status: null,
      error: 'Its address is not one of the public internet.',
    });
    const again = await api.call('POST', `/api/webhooks/${id}/test`, { as: ada });
    expect(again.status).toBe(429);
    expect(Number(again.headers.get('Retry-After'))).toBeGreaterThan(0);
  });

  it('are refused at addresses that cannot be told', async () => {
    const body = { url: 'http://example.com' };
    const problem = await api.refused('POST', '/api/webhooks', { as: ada, body });
    expect(problem).toMatchObject({ code: 'invalid_input', errors: [{ pointer: '/url' }] });
  });

  it.each([
    ['DELETE', ''],
    ['POST', '/rotate'],
    ['POST', '/test'],
    ['POST', '/enable'],
  ])('of somebody else do not exist: %s%s', async (method, action) => {
    const [webhook] = await list(ada);
    const path = `/api/webhooks/${webhook?.id ?? ''}${action}`;
    expect((await api.refused(method, path, { as: ben })).status).toBe(404);
  });

  it('go when a person deletes their data', async () => {
    expect(await list(ada)).not.toEqual([]);
    await api.call('DELETE', '/api/me/data', { as: ada });
    expect(await list(ada)).toEqual([]);
  });
});
