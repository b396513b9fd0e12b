import { sign, type KeyObject } from 'node:crypto';

export interface TokenClaims {
  projectId: string;
  uid: string;
  /** How long ago it was issued; it lives an hour. Seconds. */
  ageSeconds?: number;
  /** A session cookie's issuer instead of an ID token's. */
  session?: boolean;
  claims?: Record<string, unknown>;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function payload({
  projectId,
  uid,
  ageSeconds = 0,
  session = false,
  claims,
}: TokenClaims): unknown {
  const issued = Math.floor(Date.now() / 1000) - ageSeconds;
  const issuer = session ? 'https://session.firebase.google.com' : 'https://securetoken.google.com';
  return {
    iss: `${issuer}/${projectId}`,
    aud: projectId,
    auth_time: issued,
    iat: issued,
    exp: issued + 3_600,
    sub: uid,
    user_id: uid,
    firebase: { identities: {}, sign_in_provider: 'anonymous' },
    ...claims,
  };
}

/** As the emulator issues them: `alg: none`. Worth nothing outside of it. */
export function unsignedToken(claims: TokenClaims): string {
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(payload(claims))}.`;
}

/** As production issues them: RS256, under a key that Google publishes by `kid`. */
export function signedToken(claims: TokenClaims, key: KeyObject, kid: string): string {
  const content = `${encode({ alg: 'RS256', typ: 'JWT', kid })}.${encode(payload(claims))}`;
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
}
