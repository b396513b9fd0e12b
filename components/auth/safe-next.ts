export const HOME = '/library';

/**
 * Where to go after sign-in, from the address's `next`: a page of this app, or home. Never another site,
 * however it is written: `//host`, `/\host`, `/%09/host` and `javascript:` all lead home.
 */
export function safeNext(next: string | null | undefined): string {
  if (next === null || next === undefined || !next.startsWith('/')) return HOME;
  // Browsers read a backslash as a slash, and drop tabs and line ends, before they resolve an address.
  if (/[\\\u0000-\u001f\u007f]/.test(next) || next.startsWith('//')) return HOME;
  const base = 'http://firelane.invalid';
  const url = URL.canParse(next, base) ? new URL(next, base) : null;
  if (url === null || url.origin !== base) return HOME;
  if (url.pathname.startsWith('//') || url.pathname === '/' || url.pathname === '/sign-in') {
    return HOME;
  }
  if (url.pathname.startsWith('/api/')) return HOME;
  return `${url.pathname}${url.search}${url.hash}`;
}

/** The sign-in page that leads back to where a person wanted to go. */
export function signInPath(wanted: string): string {
  return wanted === HOME ? '/sign-in' : `/sign-in?next=${encodeURIComponent(wanted)}`;
}
