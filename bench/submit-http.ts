import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { adminFirestore } from '../lib/firebase/admin/firestore';
import { freePorts } from '../scripts/emulators/free-ports';
import { startProcess } from '../scripts/processes/start-process';
import { waitUntil } from '../scripts/processes/wait-until';
import { openLane, UNLIMITED } from './lane';
import { ms, percentile, printTable } from './table';

const CONNECTIONS = 50;
const REQUESTS_EACH = 20;
const READY_MS = 60_000;

/** `POST /api/jobs` to the production build, beside a bare create of a document of the same size. */
export async function submitHttp(): Promise<void> {
  const bare = await bareCreates();
  const submits = await submitsOverHttp();
  const row = (what: string, samples: number[]): string[] => [
    what,
    ms(percentile(samples, 0.5)),
    ms(percentile(samples, 0.99)),
  ];
  printTable(
    `Milliseconds, ${CONNECTIONS} at once, ${CONNECTIONS * REQUESTS_EACH} in all`,
    ['what', 'p50', 'p99'],
    [row('a bare create', bare), row('POST /api/jobs, each connection its own person', submits)],
  );
}

async function bareCreates(): Promise<number[]> {
  const lane = openLane(`demo-create-${process.pid}`);
  const collection = adminFirestore(lane.projectId).collection('bare');
  const samples = await inParallel(async () => {
    await collection.doc(randomUUID()).create({ text: 'x'.repeat(1_000) });
  });
  await lane.close();
  return samples;
}

async function submitsOverHttp(): Promise<number[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'firelane-bench-'));
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const app = startProcess({
    name: 'the app',
    command: process.execPath,
    args: ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      FIRELANE_DATA_DIR: dataDir,
      FIRELANE_SETTINGS: JSON.stringify(UNLIMITED),
    },
  });
  try {
    await waitUntil(app, () => alive(url), READY_MS);
    const tokens = await Promise.all(Array.from({ length: CONNECTIONS }, () => guestToken()));
    const body = JSON.stringify({
      kind: 'summary',
      input: { text: 'A short text to sum up. '.repeat(40) },
    });
    return await inParallel(async (connection) => {
      const response = await fetch(`${url}/api/jobs`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${tokens[connection] ?? ''}`,
        },
        body,
      });
      if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`);
      await response.arrayBuffer();
    });
  } finally {
    await app.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function alive(url: string): Promise<true | undefined> {
  try {
    return (await fetch(`${url}/api/livez`)).ok ? true : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

async function guestToken(): Promise<string> {
  const host = process.env.FIREBASE_AUTH_EMULATOR_HOST ?? '';
  const response = await fetch(
    `http://${host}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=emulator`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ returnSecureToken: true }),
    },
  );
  const { idToken } = (await response.json()) as { idToken: string };
  return idToken;
}

/** Each connection's calls one after another, all connections at once; the first call of each warms up. */
async function inParallel(call: (connection: number) => Promise<void>): Promise<number[]> {
  const samples: number[] = [];
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, connection) => {
      await call(connection);
      for (let n = 0; n < REQUESTS_EACH; n++) {
        const startedAt = performance.now();
        await call(connection);
        samples.push(performance.now() - startedAt);
      }
    }),
  );
  return samples;
}
