const WORDS: Record<string, string> = {
  'auth/invalid-credential': 'E-mail or password is not right. Check both, or reset your password.',
  'auth/wrong-password': 'E-mail or password is not right. Check both, or reset your password.',
  'auth/user-not-found': 'E-mail or password is not right. Check both, or create an account.',
  'auth/invalid-email': 'This does not look like an e-mail address.',
  'auth/missing-password': 'Enter your password.',
  'auth/weak-password': 'This password is too easy to guess. Take at least 8 characters.',
  'auth/password-does-not-meet-requirements':
    'This password is too easy to guess. Make it longer, with letters and digits.',
  'auth/email-already-in-use':
    'There is an account with this e-mail already. Sign in to it instead.',
  'auth/credential-already-in-use':
    'There is an account for this already. Sign in to it instead; your guest work stays with the guest.',
  'auth/user-disabled': 'This account was disabled. Ask whoever runs this site.',
  'auth/too-many-requests': 'Too many tries. Wait a few minutes, or reset your password.',
  'auth/network-request-failed': 'The sign-in service could not be reached. Check your connection.',
  'auth/popup-blocked': 'The browser blocked the sign-in window. Allow pop-ups here and try again.',
  'auth/operation-not-allowed': 'This way to sign in is switched off here. Take another one.',
  'auth/admin-restricted-operation':
    'Guests are not allowed here. Sign in with an account instead.',
  'auth/requires-recent-login': 'Sign in again first, then try once more.',
};

/** The person closed the window themselves: nothing to say. */
const SILENT = new Set(['auth/popup-closed-by-user', 'auth/cancelled-popup-request']);

/** What to tell a person about a failed sign-in; null when they know it already. */
export function authWords(error: unknown): string | null {
  const code = codeOf(error);
  if (code !== null && SILENT.has(code)) return null;
  const words = code === null ? undefined : WORDS[code];
  return words ?? 'Signing in did not work. Try again in a moment, or take another way to sign in.';
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
