import type { Auth, DecodedIdToken } from 'firebase-admin/auth';

const RECENT_MS = 5 * 60_000;
const LONGEST_MS = 5 * 24 * 60 * 60_000;
/** Firebase gives none that is shorter. */
const SHORTEST_MS = 5 * 60_000;

/**
 * How long a session made from an ID token may last. Five days for somebody who just signed in. Without a
 * recent sign-in, only as long as the token itself: whoever stole a token gains nothing by making it a
 * session, and who came back after days is not locked out. Milliseconds.
 */
export function sessionLifetime(claims: { auth_time: number; exp: number }, now: number): number {
  if (now - claims.auth_time * 1000 <= RECENT_MS) return LONGEST_MS;
  return Math.max(SHORTEST_MS, claims.exp * 1000 - now);
}

/** A session cookie for a verified ID token. */
export async function openSession(
  auth: Auth,
  idToken: string,
  claims: DecodedIdToken,
  now: number,
): Promise<{ cookie: string; maxAgeSeconds: number }> {
  const expiresIn = sessionLifetime(claims, now);
  const cookie = await auth.createSessionCookie(idToken, { expiresIn });
  return { cookie, maxAgeSeconds: Math.floor(expiresIn / 1000) };
}
