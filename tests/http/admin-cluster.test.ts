import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { ProviderKeyRecord } from '@/lib/cluster/provider-key';
import type { ScheduleRecord } from '@/lib/cluster/schedule';
import type { WebhookRecord } from '@/lib/cluster/webhook';
import type { RecordCollection, RecordStore } from '@/lib/queue/ports/record-store';
import { newBreaker } from '@/lib/queue/providers/breaker-policy';
import { RECORDS, SETTINGS_ID } from '@/lib/queue/records';

import { sampleServer } from '../conformance/sample-server';
import { type AdminDesk, openDesk } from './admin-desk';

let desk: AdminDesk;
let records: RecordStore;

beforeAll(async () => {
  desk = await openDesk('admin-cluster');
  records = desk.bench.stores.records;
});

afterAll(() => desk.close());

async function put<T>(collection: RecordCollection<T>, id: string, value: T): Promise<void> {
  await records.write([{ collection, id, value, version: 'any' }]);
}

async function stored<T>(collection: RecordCollection<T>, id: string): Promise<T | null> {
  return (await records.read(collection, id)).record?.value ?? null;
}

async function missing(address: string): Promise<void> {
  const problem = await desk.refused('POST', address, { as: desk.admin });
  expect(problem).toMatchObject({ status: 404, code: 'not_found' });
}

describe('servers', () => {
  it('are told to take no new job, and to take jobs again', async () => {
    await desk.bench.stores.cluster.heartbeat(sampleServer('server-1'));
    await desk.bench.stores.cluster.heartbeat(sampleServer('server-2'));
    await put(RECORDS.settings, SETTINGS_ID, { drainedServers: ['long-gone', 'server-2'] });
    const answer = await desk.does('POST', '/api/admin/servers/server-1/drain');
    expect(answer).toEqual({ id: 'server-1', draining: true });
    expect(await stored(RECORDS.settings, SETTINGS_ID)).toEqual({
      drainedServers: ['server-2', 'server-1'],
    });
    await desk.does('POST', '/api/admin/servers/server-1/resume');
    expect(await stored(RECORDS.settings, SETTINGS_ID)).toEqual({ drainedServers: ['server-2'] });
    expect((await desk.audited('server.drain'))[0]).toMatchObject({
      target: 'server:server-1',
      before: { draining: false },
      after: { draining: true },
    });
    expect(await desk.audited('server.resume')).toHaveLength(1);
  });

  it('that are gone do not exist', () => missing('/api/admin/servers/server-9/drain'));
});

describe('breakers', () => {
  it('are tripped and reset, with who did it in their history', async () => {
    const id = 'google:gemini%2F3';
    await put(RECORDS.breakers, id, newBreaker('google', 'gemini/3'));
    const address = `/api/admin/breakers/${encodeURIComponent(id)}`;
    expect(await desk.does('POST', `${address}/trip`)).toMatchObject({ id, state: 'open' });
    const tripped = await stored(RECORDS.breakers, id);
    expect(tripped).toMatchObject({ state: 'open', history: [{ state: 'open' }] });
    expect(tripped?.history[0]?.reason).toContain('root@firelane.test');
    expect(await desk.does('POST', `${address}/reset`)).toMatchObject({
      state: 'closed',
      retryAt: null,
    });
    expect(await stored(RECORDS.breakers, id)).toMatchObject({ state: 'closed', admitted: 1 });
    expect((await desk.audited('breaker.trip'))[0]).toMatchObject({
      target: `breaker:${id}`,
      before: { state: 'closed' },
      after: { state: 'open' },
    });
    expect(await desk.audited('breaker.reset')).toHaveLength(1);
  });

  it('of models that nobody configured do not exist', () =>
    missing('/api/admin/breakers/acme:one/trip'));
});

describe('keys', () => {
  const key: ProviderKeyRecord = {
    type: 'key',
    provider: 'google',
    label: 'google #1',
    requests: null,
    tokens: null,
    takes: {},
    inFlight: {},
    blockedUntil: 9_000_000_000_000,
    blockedBecause: 'auth',
    updatedAt: 1,
  };

  it('are used again', async () => {
    await put(RECORDS.keys, 'key:abc', key);
    expect(await desk.does('POST', '/api/admin/keys/key:abc/unblock')).toEqual({
      id: 'key:abc',
      label: 'google #1',
      blockedUntil: null,
    });
    expect(await stored(RECORDS.keys, 'key:abc')).toEqual({
      ...key,
      blockedUntil: null,
      blockedBecause: null,
    });
    expect((await desk.audited('key.unblock'))[0]).toMatchObject({
      target: 'key:abc',
      before: { blockedUntil: key.blockedUntil },
      after: { blockedUntil: null },
    });
  });

  it('are not users, who stand in the same collection', async () => {
    await put(RECORDS.keys, 'user:abc', key);
    await missing('/api/admin/keys/user:abc/unblock');
  });
});

describe('schedules', () => {
  it('are paused and resumed', async () => {
    const schedule = {
      cron: '0 3 * * *',
      kind: 'maintenance',
      paused: false,
      lastTickAt: null,
      nextTickAt: 1_800_000_000_000,
      lastJobId: null,
      missed: 0,
      fence: 3,
    } satisfies ScheduleRecord;
    await put(RECORDS.schedules, 'clean-up', schedule);
    expect(await desk.does('POST', '/api/admin/schedules/clean-up/pause')).toEqual({
      name: 'clean-up',
      paused: true,
      nextTickAt: '2027-01-15T08:00:00.000Z',
    });
    expect(await stored(RECORDS.schedules, 'clean-up')).toEqual({ ...schedule, paused: true });
    await desk.does('POST', '/api/admin/schedules/clean-up/resume');
    expect(await stored(RECORDS.schedules, 'clean-up')).toEqual(schedule);
    expect((await desk.audited('schedule.pause'))[0]).toMatchObject({
      target: 'schedule:clean-up',
      before: { paused: false },
      after: { paused: true },
    });
  });

  it('are run beside their ticks', async () => {
    const { jobId } = (await desk.does('POST', '/api/admin/schedules/clean-up/run')) as {
      jobId: string;
    };
    expect((await desk.bench.stores.jobs.get(jobId))?.job).toMatchObject({
      kind: 'maintenance',
      state: 'pending',
    });
    expect((await desk.audited('schedule.run'))[0]).toMatchObject({ after: { jobId } });
  });

  it('that nobody declared do not exist', async () => {
    await missing('/api/admin/schedules/tea-time/run');
    await missing('/api/admin/schedules/tea-time/pause');
  });
});

describe('webhooks', () => {
  it('are switched off and on', async () => {
    const webhook: WebhookRecord = {
      userId: 'ann',
      url: 'https://example.test/hook',
      createdAt: 1,
      secretVersion: 1,
      rotatedAt: null,
      deliveredAt: null,
      disabled: null,
      last: null,
    };
    await put(RECORDS.webhooks, 'hook-1', webhook);
    expect(await desk.does('POST', '/api/admin/webhooks/hook-1/disable')).toMatchObject({
      id: 'hook-1',
      userId: 'ann',
      disabled: { reason: expect.any(String) as string },
    });
    expect((await stored(RECORDS.webhooks, 'hook-1'))?.disabled).not.toBeNull();
    await desk.does('POST', '/api/admin/webhooks/hook-1/enable');
    expect(await stored(RECORDS.webhooks, 'hook-1')).toEqual(webhook);
    expect(await desk.audited('webhook.disable')).toHaveLength(1);
    expect((await desk.audited('webhook.enable'))[0]).toMatchObject({ after: { disabled: null } });
  });
});

describe('locks', () => {
  it('are taken from their holder, and keep their fence', async () => {
    const lock = { holder: 'server-1', fence: 7, counter: 3, ttlMs: 1_000, released: false };
    await desk.bench.stores.cluster.writeLock('leader', lock, null);
    expect(await desk.does('POST', '/api/admin/locks/leader/release')).toEqual({
      name: 'leader',
      fence: 7,
      released: true,
    });
    expect((await desk.bench.stores.cluster.readLock('leader'))?.lock).toEqual({
      ...lock,
      released: true,
    });
    expect((await desk.audited('lock.release'))[0]).toMatchObject({
      target: 'lock:leader',
      before: { holder: 'server-1', fence: 7, released: false },
      after: { fence: 7, released: true },
    });
  });

  it('that nobody took do not exist', () => missing('/api/admin/locks/nothing/release'));
});
