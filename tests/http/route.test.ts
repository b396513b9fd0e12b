import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { defineOperation } from '@/lib/http/operation';
import { route } from '@/lib/http/route';
import { StoreUnavailable } from '@/lib/queue/ports/job-store';

import { type Api, openApi } from './api';

let api: Api;

beforeAll(async () => {
  api = await openApi('route');
});

afterAll(() => api.close());

const operation = defineOperation({
  id: 'test',
  method: 'GET',
  path: '/api/test',
  tag: 'Service',
  summary: 'A test',
  auth: 'none',
  answers: { 200: { description: 'Fine.', schema: z.object({}) } },
  problems: [],
});

function call(handle: () => Response | Promise<Response>): Promise<Response> {
  const request = new Request('http://localhost/api/test');
  return route(operation, handle)(request, { params: Promise.resolve({}) });
}

describe('route', () => {
  it('answers an unknown error as a problem that says nothing of it', async () => {
    const response = await call(() => {
      throw new TypeError("Cannot read 'secret' of undefined");
    });
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toContain('secret');
    expect(text).not.toContain('.ts');
    expect(JSON.parse(text)).toMatchObject({ code: 'internal', status: 500 });
  });

  it('asks to come back when the store is away', async () => {
    const response = await call(() => Promise.reject(new StoreUnavailable('away')));
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.json()).toMatchObject({ code: 'unavailable' });
  });

  it('keeps answers out of caches unless the handler says otherwise', async () => {
    expect((await call(() => Response.json({}))).headers.get('cache-control')).toBe('no-store');
    const kept = await call(() => Response.json({}, { headers: { 'Cache-Control': 'private' } }));
    expect(kept.headers.get('cache-control')).toBe('private');
    expect(kept.headers.get('x-content-type-options')).toBe('nosniff');
  });
});
