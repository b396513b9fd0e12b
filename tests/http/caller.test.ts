import { getAuth } from 'firebase-admin/auth';
import { beforeAll, describe, expect, it } from 'vitest';

import { adminAuth } from '@/lib/firebase/admin/auth';
import { adminApp } from '@/lib/firebase/admin/app';
import { type Caller, createCallers } from '@/lib/http/caller';
import { HttpProblem } from '@/lib/http/problem';

import {
  createPerson,
  deletePerson,
  disablePerson,
  type Person,
  signInGuest,
} from './auth-emulator';
import { unsignedToken } from './tokens';

const PROJECT = 'demo-http-caller';
const HOST = 'fire.example';

const auth = adminAuth(PROJECT);
let now = Date.now();
const callers = createCallers(auth, { trustProxy: false, now: () => now });
let person: Person;

beforeAll(async () => {
  person = await createPerson(PROJECT);
});

function request(headers: Record<string, string>, method = 'GET'): Request {
  return new Request('http://localhost/api/jobs', { method, headers: { host: HOST, ...headers } });
}

function bearer(token: string): Request {
  return request({ authorization: `Bearer ${token}` });
}

function userOf(userId: string): Caller {
  return { userId, role: 'user', email: null, plan: null };
}

async function refusal(
  asked: Request,
): Promise<{ code: string; status: number; challenge: string | undefined }> {
  const error: unknown = await callers.of(asked).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof HttpProblem)) throw new Error(`not refused: ${String(error)}`);
  return { code: error.code, status: error.status, challenge: error.headers['WWW-Authenticate'] };
}

describe('a bearer ID token', () => {
  it('tells who calls', async () => {
    expect(await callers.of(bearer(person.idToken))).toEqual(userOf(person.uid));
  });

  it('tells who calls when a browser signed in', async () => {
    const guest = await signInGuest();
    const own = createCallers(adminAuth(guest.projectId), { trustProxy: false });
    expect(await own.of(bearer(guest.idToken))).toEqual(userOf(guest.uid));
  });

  it.each([
    [true, 'admin'],
    ['read', 'auditor'],
    [false, 'user'],
    ['true', 'user'],
    ['write', 'user'],
    [1, 'user'],
    [{ read: true }, 'user'],
  ])('with the claim admin: %j is that of role %s', async (admin, role) => {
    const token = unsignedToken({ projectId: PROJECT, uid: person.uid, claims: { admin } });
    expect((await callers.of(bearer(token))).role).toBe(role);
  });

  it('tells e-mail address and plan where it carries them', async () => {
    const claims = { email: 'ada@firelane.test', plan: 'team' };
    const token = unsignedToken({ projectId: PROJECT, uid: person.uid, claims });
    expect(await callers.of(bearer(token))).toMatchObject(claims);
  });

  it('is refused with a challenge when there is none', async () => {
    expect(await refusal(request({}))).toEqual({
      code: 'unauthenticated',
      status: 401,
      challenge: 'Bearer realm="firelane"',
    });
  });

  it.each([
    ['another scheme', 'Basic dXNlcjpwYXNz'],
    ['no token', 'Bearer '],
    ['noise', 'Bearer xyz'],
    ['three empty parts', 'Bearer ..'],
    ['two tokens', 'Bearer a b'],
    ['JSON that is no object', `Bearer ${btoa('1')}.${btoa('1')}.`],
  ])('is refused when it is %s', async (_, authorization) => {
    expect(await refusal(request({ authorization }))).toMatchObject({
      code: 'invalid_token',
      status: 401,
    });
  });

  it('is refused after its time', async () => {
    const token = unsignedToken({ projectId: PROJECT, uid: person.uid, ageSeconds: 7_200 });
    expect((await refusal(bearer(token))).code).toBe('expired_token');
  });

  it('is refused when another project issued it', async () => {
    const stranger = await createPerson('demo-http-stranger');
    expect((await refusal(bearer(stranger.idToken))).code).toBe('invalid_token');
  });

  it('is refused when nobody has its account', async () => {
    const gone = await createPerson(PROJECT);
    await deletePerson(PROJECT, gone.uid);
    expect((await refusal(bearer(gone.idToken))).code).toBe('invalid_token');
  });

  it('is refused when its account was switched off', async () => {
    const disabled = await createPerson(PROJECT);
    await disablePerson(PROJECT, disabled.uid);
    expect((await refusal(bearer(disabled.idToken))).code).toBe('invalid_token');
  });

  it('is not verified twice within a minute, and is after it', async () => {
    const guest = await createPerson(PROJECT);
    await callers.of(bearer(guest.idToken));
    await disablePerson(PROJECT, guest.uid);
    expect((await callers.of(bearer(guest.idToken))).userId).toBe(guest.uid);
    now += 61_000;
    expect((await refusal(bearer(guest.idToken))).code).toBe('invalid_token');
  });
});

describe('a session cookie', () => {
  async function cookieOf(idToken: string): Promise<string> {
    return `theme=dark; __session=${await auth.createSessionCookie(idToken, { expiresIn: 300_000 })}`;
  }

  it('tells who calls', async () => {
    const cookie = await cookieOf(person.idToken);
    expect((await callers.of(request({ cookie }))).userId).toBe(person.uid);
  });

  it('changes something only from this site’s pages', async () => {
    const cookie = await cookieOf(person.idToken);
    const own = request({ cookie, origin: `https://${HOST}` }, 'POST');
    expect((await callers.of(own)).userId).toBe(person.uid);
    for (const origin of ['https://evil.example', 'null', `https://${HOST}.evil.example`]) {
      const foreign = request({ cookie, origin }, 'POST');
      expect(await refusal(foreign)).toMatchObject({ code: 'foreign_origin', status: 403 });
    }
    expect((await refusal(request({ cookie }, 'DELETE'))).code).toBe('foreign_origin');
  });

  it('counts for nothing beside a bearer token', async () => {
    const cookie = await cookieOf(person.idToken);
    const both = request({ cookie, authorization: 'Bearer xyz' });
    expect((await refusal(both)).code).toBe('invalid_token');
  });

  it('is refused when it is an ID token', async () => {
    const asked = request({ cookie: `__session=${person.idToken}` });
    expect((await refusal(asked)).code).toBe('invalid_token');
  });

  it('is refused when it is empty', async () => {
    expect((await refusal(request({ cookie: '__session=' }))).code).toBe('unauthenticated');
  });

  it('is refused once the person’s sessions were revoked', async () => {
    const guest = await createPerson(PROJECT);
    // A revocation counts in whole seconds, and only for sessions of an earlier one.
    const ofThePast = unsignedToken({
      projectId: PROJECT,
      uid: guest.uid,
      ageSeconds: 60,
      session: true,
    });
    await auth.revokeRefreshTokens(guest.uid);
    expect((await refusal(request({ cookie: `__session=${ofThePast}` }))).code).toBe(
      'invalid_token',
    );
  });
});

describe('a service that verifies and does not answer', () => {
  it('is no fault of the caller: 503', async () => {
    const emulator = process.env['FIREBASE_AUTH_EMULATOR_HOST'];
    process.env['FIREBASE_AUTH_EMULATOR_HOST'] = '127.0.0.1:1';
    try {
      const away = createCallers(getAuth(adminApp('demo-http-away')), { trustProxy: false });
      const token = unsignedToken({ projectId: 'demo-http-away', uid: 'somebody' });
      await expect(away.of(bearer(token))).rejects.toMatchObject({ code: 'unavailable' });
    } finally {
      process.env['FIREBASE_AUTH_EMULATOR_HOST'] = emulator;
    }
  });
});
