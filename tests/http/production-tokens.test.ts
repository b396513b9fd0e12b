import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { Agent } from 'node:https';
import { type AddressInfo, connect } from 'node:net';

import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Callers, createCallers } from '@/lib/http/caller';
import { HttpProblem } from '@/lib/http/problem';

import { signedToken, unsignedToken } from './tokens';

const PROJECT = 'demo-http-production';
const KID = 'key-1';

/** What production verifies against, served on the loopback in the place of Google's own keys. */
let published: Record<string, string> | null;
let keys: Server;
let google: KeyObject;
let forger: KeyObject;
let emulator: string | undefined;

beforeAll(async () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  google = pair.privateKey;
  forger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  published = { [KID]: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString() };
  keys = createServer((_, response) => {
    if (published === null) response.writeHead(500).end('away');
    else
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(published));
  });
  await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
  emulator = process.env['FIREBASE_AUTH_EMULATOR_HOST'];
  delete process.env['FIREBASE_AUTH_EMULATOR_HOST'];
});

afterAll(async () => {
  if (emulator !== undefined) process.env['FIREBASE_AUTH_EMULATOR_HOST'] = emulator;
  await new Promise((resolve) => keys.close(resolve));
});

let apps = 0;

/** The real SDK in production mode; only the place from which it fetches Google's keys is ours. */
function productionCallers(): Callers {
  class LoopbackAgent extends Agent {
    override createConnection(): ReturnType<typeof connect> {
      return connect((keys.address() as AddressInfo).port, '127.0.0.1');
    }
  }
  const app = initializeApp(
    { projectId: PROJECT, httpAgent: new LoopbackAgent() },
    `production-${apps++}`,
  );
  return createCallers(getAuth(app), { trustProxy: false });
}

async function outcome(token: string, callers = productionCallers()): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  try {
    return (await callers.of(new Request('http://localhost/api', { headers }))).userId;
  } catch (error) {
    return error instanceof HttpProblem ? error.code : String(error);
  }
}

const CLAIMS = { projectId: PROJECT, uid: 'ada' };

describe('outside of the emulator', () => {
  it('a token that Google signed tells who calls', async () => {
    expect(await outcome(signedToken(CLAIMS, google, KID))).toBe('ada');
  });

  it('a token without a signature is refused', async () => {
    expect(await outcome(unsignedToken(CLAIMS))).toBe('invalid_token');
  });

  it('a token that somebody else signed is refused', async () => {
    expect(await outcome(signedToken(CLAIMS, forger, KID))).toBe('invalid_token');
    expect(await outcome(signedToken(CLAIMS, forger, 'key-of-nobody'))).toBe('invalid_token');
  });

  it('a token signed with the public key as a secret is refused', async () => {
    const [, payload] = signedToken(CLAIMS, google, KID).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid: KID }));
    const content = `${header.toString('base64url')}.${payload ?? ''}`;
    const secret = published?.[KID] ?? '';
    const signature = createHmac('sha256', secret).update(content).digest('base64url');
    expect(await outcome(`${content}.${signature}`)).toBe('invalid_token');
  });

  it('a token whose claims were changed after it was signed is refused', async () => {
    const [header, , signature] = signedToken(CLAIMS, google, KID).split('.');
    const [, payload] = signedToken({ ...CLAIMS, uid: 'eve' }, google, KID).split('.');
    expect(await outcome([header, payload, signature].join('.'))).toBe('invalid_token');
  });

  it('a token of another project is refused', async () => {
    const token = signedToken({ ...CLAIMS, projectId: 'another' }, google, KID);
    expect(await outcome(token)).toBe('invalid_token');
  });

  it('a token that was good once is refused as expired', async () => {
    expect(await outcome(signedToken({ ...CLAIMS, ageSeconds: 3_700 }, google, KID))).toBe(
      'expired_token',
    );
  });

  it('keys that cannot be fetched are no fault of the caller', async () => {
    const kept = published;
    published = null;
    try {
      expect(await outcome(signedToken(CLAIMS, google, KID))).toBe('unavailable');
    } finally {
      published = kept;
    }
  });
});
