import http2 from 'node:http2';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import { adminFirestore } from '@/lib/firebase/admin/firestore';
import { closeAdminApp } from '@/lib/firebase/admin/close';

/** gRPC's own number: the caller may not do it, and must not try again. */
const PERMISSION_DENIED = '7';
const PROJECT = 'demo-limit-reads';

/** What each method allowed its answer, as it is on the wire: `19998m`. */
const limits = new Map<string, string>();
const server = http2.createServer();

beforeAll(async () => {
  server.on('stream', (stream, headers) => {
    const method = headers[':path']?.split('/').at(-1) ?? '';
    limits.set(method, String(headers['grpc-timeout']));
    const answer = { ':status': 200, 'content-type': 'application/grpc' };
    stream.respond(answer, { waitForTrailers: true });
    stream.on('wantTrailers', () => {
      stream.sendTrailers({ 'grpc-status': PERMISSION_DENIED });
    });
    stream.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('FIRESTORE_EMULATOR_HOST', `127.0.0.1:${String(port)}`);
});

afterAll(async () => {
  await closeAdminApp(PROJECT);
  vi.unstubAllEnvs();
  server.close();
});

it('gives every kind of read seconds, where the SDK would give it minutes', async () => {
  const jobs = adminFirestore(PROJECT).collection('jobs');
  for (const read of [() => jobs.doc('a').get(), () => jobs.get(), () => jobs.count().get()]) {
    await expect(read()).rejects.toMatchObject({ code: Number(PERMISSION_DENIED) });
  }
  expect([...limits.keys()].toSorted()).toEqual([
    'BatchGetDocuments',
    'RunAggregationQuery',
    'RunQuery',
  ]);
  for (const limit of limits.values()) {
    expect(limit).toMatch(/^\d+m$/u);
    expect(Number.parseInt(limit, 10)).toBeLessThanOrEqual(20_000);
  }
});
