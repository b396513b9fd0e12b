/** The one cookie name that Firebase Hosting passes on to what runs behind it. */
export const SESSION_COOKIE = '__session';

/** The session of a request's Cookie header; null when there is none. */
export function readSessionCookie(headers: Headers): string | null {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const [name, ...value] = pair.trim().split('=');
    if (name === SESSION_COOKIE && value.length > 0) return value.join('=');
  }
  return null;
}

/** A Set-Cookie value. Page scripts cannot read the cookie, and other sites' requests do not carry it. */
export function sessionSetCookie(
  value: string,
  options: { maxAgeSeconds: number; secure: boolean },
): string {
  return [
    `${SESSION_COOKIE}=${value}`,
    'Path=/',
    `Max-Age=${options.maxAgeSeconds}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(options.secure ? ['Secure'] : []),
  ].join('; ');
}
