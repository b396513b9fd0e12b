import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { settingsAnswerSchema } from '@/lib/http/schemas/admin-schemas';
import { RECORDS, SETTINGS_ID } from '@/lib/queue/records';

import { type AdminDesk, openDesk } from './admin-desk';

const DEPLOYMENT = { queues: { ai_processing: { maxQueueSize: 500 } }, cache: { enabled: false } };

let desk: AdminDesk;

beforeAll(async () => {
  desk = await openDesk('admin-settings', { FIRELANE_SETTINGS: JSON.stringify(DEPLOYMENT) });
});

beforeEach(async () => {
  await desk.bench.stores.records.remove(RECORDS.settings, SETTINGS_ID);
});

afterAll(() => desk.close());

type Settings = ReturnType<typeof settingsAnswerSchema.parse>;

async function read(): Promise<Settings> {
  return settingsAnswerSchema.parse(await desk.does('GET', '/api/admin/settings'));
}

async function change(change: unknown, version?: string | null): Promise<Settings> {
  const body = version === undefined ? { change } : { change, version };
  return settingsAnswerSchema.parse(await desk.does('PATCH', '/api/admin/settings', body));
}

async function refusedChange(change: unknown): Promise<{ status: number; pointers: unknown[] }> {
  const problem = await desk.refused('PATCH', '/api/admin/settings', {
    as: desk.admin,
    body: { change },
  });
  return { status: problem.status, pointers: (problem.errors ?? []).map((one) => one.pointer) };
}

async function stored(): Promise<unknown> {
  const { record } = await desk.bench.stores.records.read(RECORDS.settings, SETTINGS_ID);
  return record?.value ?? null;
}

describe('GET /api/admin/settings', () => {
  it('answers what holds: the deployment’s own over the defaults', async () => {
    const { version, stored, deployment, settings } = await read();
    expect({ version, stored }).toEqual({ version: null, stored: {} });
    expect(deployment).toMatchObject({ cache: { enabled: false } });
    expect(settings.queues.ai_processing).toMatchObject({ maxQueueSize: 500, paused: false });
    expect(settings.cache.enabled).toBe(false);
    expect(settings.plans.default.requestsPerMinute).toBe(120);
  });
});

describe('PATCH /api/admin/settings', () => {
  it('merges into what is stored, and leaves the rest', async () => {
    await change({ breaker: { failureThreshold: 9 }, keys: { google: { requestsPerMinute: 10 } } });
    const { settings } = await change({ breaker: { windowMs: 5_000 } });
    expect(settings.breaker).toMatchObject({ failureThreshold: 9, windowMs: 5_000 });
    expect(await stored()).toEqual({
      breaker: { failureThreshold: 9, windowMs: 5_000 },
      keys: { google: { requestsPerMinute: 10 } },
    });
  });

  it('takes null for none where a field may be null, and for the default elsewhere', async () => {
    const none = await change({
      queues: { ai_processing: { maxQueueSize: null } },
      breaker: { failureThreshold: 9 },
      cache: { enabled: true },
      alerts: { oldestWaitingMs: null },
    });
    expect(none.settings.queues.ai_processing.maxQueueSize).toBeNull();
    expect(none.settings.alerts.oldestWaitingMs).toBeNull();
    const { settings } = await change({
      queues: { ai_processing: null },
      breaker: { failureThreshold: null },
      cache: null,
    });
    expect(settings.queues.ai_processing.maxQueueSize).toBe(500);
    expect(settings.breaker.failureThreshold).toBe(5);
    expect(settings.cache.enabled).toBe(false);
  });

  it('refuses a change of what somebody changed since it was read', async () => {
    const { version } = await read();
    const first = await change({ cache: { enabled: true } }, version);
    const late = { as: desk.admin, body: { version, change: { cache: { enabled: false } } } };
    expect(await desk.refused('PATCH', '/api/admin/settings', late)).toMatchObject({
      status: 409,
      code: 'revision_conflict',
    });
    expect(await stored()).toEqual({ cache: { enabled: true } });
    expect((await change({ cache: { enabled: false } }, first.version)).version).not.toBe(version);
  });

  it('loses none of many changes at once', async () => {
    const names = ['a1', 'b2', 'c3', 'd4', 'e5', 'f6'];
    await Promise.all(names.map((name) => change({ plans: { [name]: { burstLimit: 3 } } })));
    expect(Object.keys((await read()).settings.plans).sort()).toEqual(['default', ...names].sort());
  });

  it.each([
    [{ cahce: { enabled: true } }, '/change/cahce'],
    [{ queues: { nap: { paused: true } } }, '/change/queues/nap'],
    [{ queues: { insights: { pausd: true } } }, '/change/queues/insights/pausd'],
    [{ queues: { insights: { concurrency: -1 } } }, '/change/queues/insights/concurrency'],
    [{ breaker: { windowMs: '1' } }, '/change/breaker/windowMs'],
    [{ breaker: 5 }, '/change/breaker'],
    [{ alerts: { webhookUrl: 'nowhere' } }, '/change/alerts/webhookUrl'],
    [{ alerts: { webhookUrl: 'http://example.com' } }, '/change/alerts/webhookUrl'],
    [{ plans: { team: { limit: 1 } } }, '/change/plans/team/limit'],
    [{ keys: { __proto: {} } }, '/change/keys/__proto'],
    [{ drainedServers: ['a', 5] }, '/change/drainedServers/1'],
  ])('refuses %j with a pointer', async (wrong, pointer) => {
    expect(await refusedChange(wrong)).toEqual({ status: 422, pointers: [pointer] });
    expect(await stored()).toBeNull();
  });

  it('refuses keys that reach for a prototype', async () => {
    const bytes = '{"change":{"__proto__":{"paused":true},"keys":{"__proto__":{}}}}';
    const problem = await desk.refused('PATCH', '/api/admin/settings', {
      as: desk.admin,
      bytes,
      headers: { 'content-type': 'application/json' },
    });
    expect(problem.status).toBe(422);
    expect(await stored()).toBeNull();
  });

  it('is in the audit log with what was there and what is there now', async () => {
    await change({ adaptive: { max: 4 } });
    await change({ adaptive: { max: 8 } });
    const [newest, older] = await desk.audited('settings.change');
    expect(newest).toMatchObject({
      actorId: desk.admin.uid,
      actorEmail: 'root@firelane.test',
      target: 'cluster:settings',
      before: { adaptive: { max: 4 } },
      after: { adaptive: { max: 8 } },
    });
    expect(older).toMatchObject({ before: null, after: { adaptive: { max: 4 } } });
  });
});

describe('queues', () => {
  it('are paused and resumed, and the records say so', async () => {
    expect(await desk.does('POST', '/api/admin/queues/ai_processing/pause')).toMatchObject({
      queue: 'ai_processing',
      settings: { paused: true, maxQueueSize: 500 },
    });
    expect(await stored()).toEqual({ queues: { ai_processing: { paused: true } } });
    await desk.does('POST', '/api/admin/queues/ai_processing/resume');
    expect(await stored()).toEqual({ queues: { ai_processing: { paused: false } } });
    expect((await desk.audited('queue.pause'))[0]).toMatchObject({
      target: 'queue:ai_processing',
      before: null,
      after: { paused: true },
    });
    expect(await desk.audited('queue.resume')).toHaveLength(1);
  });

  it('keep what a change does not name', async () => {
    await desk.does('PATCH', '/api/admin/queues/insights', { concurrency: 7, userConcurrency: 2 });
    await desk.does('POST', '/api/admin/queues/insights/pause');
    const answer = await desk.does('PATCH', '/api/admin/queues/insights', {
      userConcurrency: null,
    });
    expect(answer).toMatchObject({
      settings: { paused: true, concurrency: 7, userConcurrency: null },
    });
  });

  it('write nothing down when nothing changes', async () => {
    await desk.does('POST', '/api/admin/queues/packages/pause');
    await desk.does('POST', '/api/admin/queues/packages/pause');
    const entries = await desk.audited('queue.pause');
    expect(entries.filter(({ target }) => target === 'queue:packages')).toHaveLength(1);
  });

  it.each([
    [{}, ''],
    [{ paused: true }, ''],
    [{ concurrency: 1.5 }, '/concurrency'],
    [{ maxQueueSize: 0 }, '/maxQueueSize'],
  ])('refuse the change %j', async (body, pointer) => {
    const ask = { as: desk.admin, body };
    const problem = await desk.refused('PATCH', '/api/admin/queues/insights', ask);
    expect(problem).toMatchObject({ status: 422, code: 'invalid_input' });
    expect(problem.errors?.[0]?.pointer).toBe(pointer);
  });

  it('of another name do not exist', async () => {
    const ask = { as: desk.admin };
    expect((await desk.refused('POST', '/api/admin/queues/nap/pause', ask)).status).toBe(404);
  });
});
