import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import * as operations from '@/lib/http/operations/service';
import { readiness } from '@/lib/http/readiness';
import { StoreUnavailable } from '@/lib/queue/ports/job-store';

import { type Api, openApi } from './api';

let api: Api;

beforeAll(async () => {
  api = await openApi('service');
});

afterAll(() => api.close());

describe('the service’s own routes', () => {
  it('GET /api/livez says that the process answers', async () => {
    const { status, json } = await api.call('GET', '/api/livez');
    expect(status).toBe(200);
    expect(json).toEqual({ status: 'ok' });
  });

  it('GET /api/readyz says that jobs are taken, and that nobody runs them', async () => {
    const { status, json } = await api.call('GET', '/api/readyz');
    expect(status).toBe(200);
    expect(operations.readyz.answers[200].schema.parse(json)).toEqual({
      status: 'degraded',
      checks: { store: 'ok', worker: 'none', media: 'ok' },
    });
  });

  it('GET /api/models names the configured engines, each with its limits', async () => {
    const { status, json } = await api.call('GET', '/api/models', { as: await api.person() });
    expect(status).toBe(200);
    const models = operations.getModels.answers[200].schema.parse(json);
    expect(models.language.at(-1)).toMatchObject({ provider: 'local', local: true });
    expect(models.speech.at(-1)).toMatchObject({ provider: 'local', local: true });
    expect(await api.refused('GET', '/api/models')).toMatchObject({ status: 401 });
  });

  it('GET /api/openapi.json answers the document', async () => {
    const { status, headers, json } = await api.call('GET', '/api/openapi.json');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('application/json');
    expect(json).toMatchObject({ openapi: '3.1.0' });
  });
});

describe('readiness', () => {
  const media = { check: () => Promise.resolve() };

  it('is ready with a worker', async () => {
    const services = { liveWorkers: () => Promise.resolve(2), media } as never;
    expect(await readiness(services)).toMatchObject({ status: 'ready' });
  });

  it('is not when the store or the media do not answer', async () => {
    const away = {
      liveWorkers: () => Promise.reject(new StoreUnavailable('away')),
      media,
    } as never;
    expect(await readiness(away)).toEqual({
      status: 'unavailable',
      checks: { store: 'failed', worker: 'failed', media: 'ok' },
    });
    const full = {
      liveWorkers: () => Promise.resolve(1),
      media: { check: () => Promise.reject(new Error('no room')) },
    } as never;
    expect(await readiness(full)).toMatchObject({
      status: 'unavailable',
      checks: { media: 'failed' },
    });
  });
});
