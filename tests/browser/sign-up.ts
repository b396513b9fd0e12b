import { randomUUID } from 'node:crypto';

import type { Account } from '../../scripts/demo/sign-in';

/** Makes a person with a password in the Auth emulator. */
export async function signUp(authUrl: string, displayName: string): Promise<Account> {
  const login = { email: `${randomUUID()}@firelane.test`, password: 'correct horse battery' };
  const response = await fetch(
    `${authUrl}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=emulator`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...login, displayName, returnSecureToken: true }),
    },
  );
  const { localId } = (await response.json()) as { localId?: string };
  if (localId === undefined) throw new Error(`No account was made: HTTP ${response.status}.`);
  return { uid: localId, ...login };
}
