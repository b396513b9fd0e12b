const BEHIND_SIGN_IN = ['/library', '/new', '/jobs', '/settings', '/practice', '/admin'];

/** Whether a page shows what belongs to a person. The data behind it is guarded by the routes and the rules. */
export function needsSignIn(pathname: string): boolean {
  return BEHIND_SIGN_IN.some((root) => pathname === root || pathname.startsWith(`${root}/`));
}

/** Whether a page is framed by the app's navigation: all but the doors. */
export function hasNavigation(pathname: string): boolean {
  return pathname !== '/' && pathname !== '/sign-in';
}

/** Whether a page is for looking over many things at once, and takes the room of a large screen. */
export function isWide(pathname: string): boolean {
  return pathname === '/admin' || pathname.startsWith('/admin/');
}
