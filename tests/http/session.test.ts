import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { sessionLifetime } from '@/lib/http/session';

import { type Answer, type Api, expectProblem, HOST, openApi } from './api';
import type { Person } from './auth-emulator';
import { unsignedToken } from './tokens';

const DAY_SECONDS = 24 * 60 * 60;
const ORIGIN = `https://${HOST}`;

let api: Api;
let ada: Person;

beforeAll(async () => {
  api = await openApi('session', { FIRELANE_TRUST_PROXY: '1' });
  ada = await api.person();
});

afterAll(() => api.close());

function open(idToken: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return api.call('POST', '/api/session', {
    body: { idToken },
    headers: { origin: ORIGIN, ...headers },
  });
}

/** The attributes of the one cookie that an answer sets; its value under `value`. */
function cookieOf({ headers }: Answer): Record<string, string | true> {
  const [pair = '', ...attributes] = (headers.get('set-cookie') ?? '').split('; ');
  const entries = attributes.map((attribute) => {
    const [name = '', value] = attribute.split('=');
    return [name, value ?? true] as const;
  });
  return { ...Object.fromEntries(entries), value: pair.replace('__session=', '') };
}

describe('POST /api/session', () => {
  it('keeps who just signed in for five days, out of reach of scripts and other sites', async () => {
    const answer = await open(ada.idToken);
    expect(answer.status).toBe(204);
    expect(cookieOf(answer)).toMatchObject({
      Path: '/',
      'Max-Age': String(5 * DAY_SECONDS),
      HttpOnly: true,
      SameSite: 'Lax',
    });
    expect(cookieOf(answer)).not.toHaveProperty('Secure');
  });

  it('is sent over https alone where people come over https', async () => {
    const answer = await open(ada.idToken, { 'x-forwarded-proto': 'https' });
    expect(cookieOf(answer)).toHaveProperty('Secure');
  });

  it('signs its bearer in', async () => {
    const { value } = cookieOf(await open(ada.idToken));
    const cookie = `__session=${String(value)}`;
    const read = await api.call('GET', '/api/usage', { headers: { cookie } });
    expect(read.status).toBe(200);
    const changed = await api.call('DELETE', '/api/me/data', {
      headers: { cookie, origin: ORIGIN },
    });
    expect(changed.status).toBe(200);
    const foreign = await api.refused('DELETE', '/api/me/data', {
      headers: { cookie, origin: 'https://evil.example' },
    });
    expect(foreign).toMatchObject({ status: 403, code: 'foreign_origin' });
  });

  it('gives a token that is not fresh from a sign-in no longer life than it has', async () => {
    const token = unsignedToken({ projectId: api.projectId, uid: ada.uid, ageSeconds: 1_800 });
    const answer = await open(token);
    expect(answer.status).toBe(204);
    expect(Number(cookieOf(answer)['Max-Age'])).toBeLessThanOrEqual(1_800);
    expect(Number(cookieOf(answer)['Max-Age'])).toBeGreaterThan(1_700);
  });

  it.each([
    ['expired', { ageSeconds: 4_000 }, 'expired_token'],
    ['of another project', { projectId: 'demo-http-other' }, 'invalid_token'],
    ['of nobody', { uid: 'nobody' }, 'invalid_token'],
  ])('refuses a token that is %s', async (_, claims, code) => {
    const token = unsignedToken({ projectId: api.projectId, uid: ada.uid, ...claims });
    const answer = await open(token);
    expect(expectProblem(answer)).toMatchObject({ status: 401, code });
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it.each([[undefined], [''], [5], ['a'.repeat(9_000)]])(
    'refuses %j in its place',
    async (token) => {
      const problem = expectProblem(await open(token));
      expect(problem).toMatchObject({ status: 422, code: 'invalid_input' });
      expect(problem.errors?.[0]?.pointer).toBe('/idToken');
    },
  );

  it('signs nobody in from another site’s page', async () => {
    const answer = await open(ada.idToken, { origin: 'https://evil.example' });
    expect(expectProblem(answer)).toMatchObject({ status: 403, code: 'foreign_origin' });
    expect(answer.headers.get('set-cookie')).toBeNull();
  });
});

describe('DELETE /api/session', () => {
  it('drops the cookie, whoever asks', async () => {
    const answer = await api.call('DELETE', '/api/session', { headers: { origin: ORIGIN } });
    expect(answer.status).toBe(204);
    expect(cookieOf(answer)).toMatchObject({ value: '', 'Max-Age': '0' });
  });

  it('signs nobody out from another site’s page', async () => {
    const headers = { origin: 'https://evil.example' };
    expect(await api.refused('DELETE', '/api/session', { headers })).toMatchObject({ status: 403 });
  });
});

describe('sessionLifetime', () => {
  const now = 1_000_000_000_000;
  const at = (seconds: number): number => now / 1000 + seconds;

  it('is five days within five minutes of the sign-in', () => {
    expect(sessionLifetime({ auth_time: at(-300), exp: at(3_300) }, now)).toBe(
      5 * DAY_SECONDS * 1000,
    );
    expect(sessionLifetime({ auth_time: at(-301), exp: at(3_299) }, now)).toBe(3_299_000);
  });

  it('is never shorter than Firebase makes one', () => {
    expect(sessionLifetime({ auth_time: at(-3_590), exp: at(10) }, now)).toBe(300_000);
  });
});
