import { randomBytes } from 'node:crypto';

import { getAuth } from 'firebase-admin/auth';
import { initializeApp } from 'firebase-admin/app';

import type { Account } from './sign-in';

export interface Accounts {
  user: Account;
  admin: Account;
  /** An administrator who may look and change nothing. */
  auditor: Account;
}

/** Makes a person and two administrators in the Auth emulator. Their passwords are new in each run. */
export async function createAccounts(options: {
  projectId: string;
  authUrl: string;
}): Promise<Accounts> {
  process.env.FIREBASE_AUTH_EMULATOR_HOST = new URL(options.authUrl).host;
  const auth = getAuth(initializeApp({ projectId: options.projectId }, 'demo-accounts'));
  const create = async (name: string): Promise<Account> => {
    const login = {
      email: `${name}@firelane.test`,
      password: randomBytes(6).toString('base64url'),
    };
    const { uid } = await auth.createUser({ ...login, displayName: name, emailVerified: true });
    return { uid, ...login };
  };
  const user = await create('user');
  const admin = await create('admin');
  await auth.setCustomUserClaims(admin.uid, { admin: true });
  const auditor = await create('auditor');
  await auth.setCustomUserClaims(auditor.uid, { admin: 'read' });
  return { user, admin, auditor };
}
