import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { adminFirestore } from '@/lib/firebase/admin/firestore';
import { revealAlertSecret } from '@/lib/http/operations/admin-alerts';
import * as operations from '@/lib/http/operations/metrics';
import { QUEUE_NAMES } from '@/lib/jobs/queues';
import { cryptoEntropy } from '@/lib/environment/crypto-entropy';
import { StatsDuty } from '@/lib/queue/stats/stats-duty';
import { createFirestoreStores } from '@/lib/stores/firestore';

import { sampleServer } from '../conformance/sample-server';
import { ownedEngine } from '../unit/queue/owned-engine';
import { type Api, openApi } from './api';
import type { Person } from './auth-emulator';

const TOKEN = 'a-token-of-the-deployment';
const BEARER = { authorization: `Bearer ${TOKEN}` };

let api: Api;
let admin: Person;
let auditor: Person;
let user: Person;

beforeAll(async () => {
  api = await openApi(`metrics-${process.pid}`, { FIRELANE_METRICS_TOKEN: TOKEN });
  [admin, auditor, user] = await Promise.all([
    api.person({ admin: true }),
    api.person({ admin: 'read' }),
    api.person(),
  ]);
});

afterAll(() => api.close());

const addresses = ['/api/metrics', '/api/autoscale'];

describe.each(addresses)('GET %s', (address) => {
  it('is for the token, administrators and auditors alone', async () => {
    for (const ask of [{ headers: BEARER }, { as: admin }, { as: auditor }]) {
      expect((await api.call('GET', address, ask)).status).toBe(200);
    }
    expect(await api.refused('GET', address)).toMatchObject({ code: 'unauthenticated' });
    expect(await api.refused('GET', address, { as: user })).toMatchObject({ code: 'forbidden' });
    const guessed = { headers: { authorization: `Bearer ${TOKEN}x` } };
    expect(await api.refused('GET', address, guessed)).toMatchObject({ status: 401 });
  });
});

describe('without a worker', () => {
  it('asks for one as soon as somebody waits', async () => {
    const look = async () => {
      const { json } = await api.call('GET', '/api/autoscale', { headers: BEARER });
      return operations.getAutoscale.answers[200].schema.parse(json);
    };
    expect(await look()).toMatchObject({
      reason: 'Nothing waits.',
      health: { level: 'down' },
      workers: { alive: 0, draining: 0 },
    });
    const body = { kind: 'summary', input: { text: 'A text to sum up. '.repeat(20) } };
    const soon = { ...body, runAt: new Date(Date.now() + 500).toISOString() };
    expect((await api.call('POST', '/api/jobs', { as: user, body: soon })).status).toBe(202);
    // Its time comes, though nobody is there who would promote it.
    await expect
      .poll(look)
      .toMatchObject({ desiredWorkers: 1, reason: 'No worker is alive, and a job waits.' });
    expect((await api.call('POST', '/api/jobs', { as: user, body })).status).toBe(202);
    expect(await look()).toMatchObject({ reason: 'No worker is alive, and 2 jobs wait.' });
  });
});

describe('with a leader', () => {
  it('shows what it counted, and what this process answered', async () => {
    const stores = createFirestoreStores(adminFirestore(api.projectId), {
      projectId: api.projectId,
      emulatorHost: process.env['FIRESTORE_EMULATOR_HOST'],
    });
    const owned = ownedEngine(stores);
    const engine = { ...owned, clock: { ...owned.clock, now: Date.now }, entropy: cryptoEntropy };
    await new StatsDuty(engine, 'worker-a', () => []).run(1, [sampleServer('worker-a')]);
    await stores.close();

    // The answer of the look before is kept for five seconds.
    await expect
      .poll(
        async () => {
          const { bytes } = await api.call('GET', '/api/metrics', { headers: BEARER });
          return new TextDecoder().decode(bytes);
        },
        { timeout: 10_000, interval: 500 },
      )
      .toContain('firelane_leader_alive 1');
    const { bytes, headers } = await api.call('GET', '/api/metrics', { as: admin });
    const text = new TextDecoder().decode(bytes);
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text).toContain('firelane_queue_waiting{queue="ai_processing"} 1\n');
    expect(text).toMatch(/firelane_http_requests_total\{operation="submitJob".*\} 2\n/);
    expect(text).not.toContain(user.uid);

    const { json } = await api.call('GET', '/api/autoscale', { headers: BEARER });
    const report = operations.getAutoscale.answers[200].schema.parse(json);
    expect(report).toMatchObject({ desiredWorkers: 1, workers: { alive: 1, draining: 0 } });
    expect(Object.keys(report.queues)).toEqual([...QUEUE_NAMES]);
    expect(report.queues['ai_processing']?.waiting).toBe(1);
  });
});

describe('the secret that signs alerts', () => {
  it('is for an administrator, and the audit log says who read it', async () => {
    const path = '/api/admin/alerts/secret';
    expect(await api.refused('POST', path, { as: auditor })).toMatchObject({ code: 'forbidden' });
    const { status, json } = await api.call('POST', path, { as: admin });
    expect(status).toBe(200);
    revealAlertSecret.answers[200].schema.parse(json);
    const log = await api.call('GET', '/api/admin/audit?action=alert.reveal_secret', { as: admin });
    expect(log.json).toMatchObject({ entries: [{ actorId: admin.uid, target: 'alerts' }] });
  });
});
