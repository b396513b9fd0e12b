import { createHash } from 'node:crypto';

import type { Auth, DecodedIdToken } from 'firebase-admin/auth';

import { requireSameOrigin } from './origin';
import { HttpProblem } from './problem';
import { unavailable } from './problem-of';
import { readSessionCookie } from './session-cookie';

/**
 * What the `admin` claim makes of a caller: `true` an administrator, `'read'` an auditor (reads everything, changes
 * nothing), anything else a user.
 */
export type Role = 'admin' | 'auditor' | 'user';

/** Who asks, verified. */
export interface Caller {
  userId: string;
  role: Role;
  /** Null for a guest. */
  email: string | null;
  /** The `plan` claim, which names the limits that hold; null: the default ones. */
  plan: string | null;
}

/** Whoever looks up callers for routes. */
export interface Callers {
  /**
   * The caller of a request: of its bearer ID token, else of its session cookie.
   * @throws HttpProblem `unauthenticated`, `invalid_token`, `expired_token`, `foreign_origin`, `unavailable`
   */
  of(request: Request): Promise<Caller>;
  /** @throws HttpProblem `invalid_token`, `expired_token`, `unavailable` */
  verifyIdToken(idToken: string): Promise<DecodedIdToken>;
}

/** How long a verified credential is not verified again: the longest that a revoked session still works. */
const REMEMBER_MS = 60_000;
const REMEMBER_AT_MOST = 5_000;

const EXPIRED = new Set(['auth/id-token-expired', 'auth/session-cookie-expired']);
/** The SDK gives a failed fetch of Google's public keys the code of a bad token; only its words tell them apart. */
const KEYS_NOT_FETCHED = /^Error (?:while making request|fetching public keys)/;

export function createCallers(
  auth: Auth,
  options: { trustProxy: boolean; now?: () => number },
): Callers {
  const now = options.now ?? Date.now;
  const remembered = new Map<string, { caller: Caller; until: number }>();

  async function verified(
    credential: string,
    verify: () => Promise<DecodedIdToken>,
  ): Promise<Caller> {
    const key = createHash('sha256').update(credential).digest('base64');
    const known = remembered.get(key);
    if (known !== undefined && known.until > now()) return known.caller;
    const claims = await verify().catch((error: unknown) => {
      throw refusal(error);
    });
    const caller = callerOf(claims);
    if (remembered.size >= REMEMBER_AT_MOST) remembered.clear();
    remembered.set(key, { caller, until: Math.min(claims.exp * 1000, now() + REMEMBER_MS) });
    return caller;
  }

  return {
    async of(request) {
      const authorization = request.headers.get('authorization');
      if (authorization !== null) {
        const token = /^Bearer +([^\s]+)$/i.exec(authorization)?.[1];
        if (token === undefined) {
          throw challenge('invalid_token', 'The Authorization header is not "Bearer <ID token>".');
        }
        return verified(`bearer ${token}`, () => auth.verifyIdToken(token));
      }
      const cookie = readSessionCookie(request.headers);
      if (cookie === null || cookie === '') {
        throw challenge(
          'unauthenticated',
          'Send an ID token as "Authorization: Bearer …", or sign in on this site.',
        );
      }
      requireSameOrigin(request, options.trustProxy);
      // A session lives for days, so unlike an ID token's it is checked against revocation.
      return verified(`session ${cookie}`, () => auth.verifySessionCookie(cookie, true));
    },

    verifyIdToken: (idToken) =>
      auth.verifyIdToken(idToken, true).catch((error: unknown) => {
        throw refusal(error);
      }),
  };
}

function callerOf(claims: DecodedIdToken): Caller {
  const { admin, plan } = claims as { admin?: unknown; plan?: unknown };
  return {
    userId: claims.uid,
    role: roleOf(admin),
    email: claims.email ?? null,
    plan: typeof plan === 'string' ? plan : null,
  };
}

export function roleOf(adminClaim: unknown): Role {
  if (adminClaim === true) return 'admin';
  return adminClaim === 'read' ? 'auditor' : 'user';
}

function refusal(error: unknown): HttpProblem {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code !== 'string' || typeof message !== 'string') return unavailable(error);
  if (EXPIRED.has(code)) {
    return challenge('expired_token', 'Sign in again, or send a fresh ID token.', error);
  }
  if (
    !code.startsWith('auth/') ||
    code === 'auth/internal-error' ||
    KEYS_NOT_FETCHED.test(message)
  ) {
    return unavailable(error);
  }
  return challenge(
    'invalid_token',
    'It is not a sign-in of this project, or it was revoked. Sign in again.',
    error,
  );
}

function challenge(
  code: 'unauthenticated' | 'invalid_token' | 'expired_token',
  detail: string,
  cause?: unknown,
): HttpProblem {
  const error = code === 'unauthenticated' ? '' : ', error="invalid_token"';
  return new HttpProblem(code, detail, {
    headers: { 'WWW-Authenticate': `Bearer realm="firelane"${error}` },
    cause,
  });
}
