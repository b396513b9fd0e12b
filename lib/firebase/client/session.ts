/**
 * The cookie that lets the browser itself fetch what belongs to a person: an <audio> element cannot send a
 * bearer token. It follows the sign-in that the SDK holds.
 */
const RENEW_AFTER_MS = 60 * 60_000;
const MARK = 'firelane.session';

let pending: { uid: string; done: Promise<void> } | null = null;

/** Makes sure that the cookie is this person's and fresh. Calls that meet share one exchange. @throws Error when the server refused */
export function ensureSession(uid: string): Promise<void> {
  if (isFresh(uid)) return Promise.resolve();
  if (pending?.uid === uid) return pending.done;
  const done = exchange(uid).finally(() => {
    pending = null;
  });
  pending = { uid, done };
  return done;
}

/** Clears the cookie. @throws Error when the server could not be reached: then somebody is still signed in */
export async function endSession(): Promise<void> {
  sessionStorage.removeItem(MARK);
  const response = await fetch('/api/session', { method: 'DELETE' });
  if (!response.ok) throw new Error(`The session was not ended: HTTP ${response.status}.`);
}

/** Another tab signed out, or somebody else in: this tab's mark is worth nothing now. */
export function forgetSession(): void {
  sessionStorage.removeItem(MARK);
}

async function exchange(uid: string): Promise<void> {
  const { idToken } = await import('./auth');
  const token = await idToken();
  if (token === null) throw new Error('Nobody is signed in.');
  const response = await fetch('/api/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ idToken: token }),
  });
  if (!response.ok) throw new Error(`The session was refused: HTTP ${response.status}.`);
  sessionStorage.setItem(MARK, JSON.stringify({ uid, at: Date.now() }));
}

function isFresh(uid: string): boolean {
  const text = sessionStorage.getItem(MARK);
  if (text === null) return false;
  const mark = JSON.parse(text) as { uid?: unknown; at?: unknown };
  return mark.uid === uid && typeof mark.at === 'number' && Date.now() - mark.at < RENEW_AFTER_MS;
}
