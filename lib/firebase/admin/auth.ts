import { type Auth, getAuth } from 'firebase-admin/auth';

import { adminApp } from './app';

/** Who signs in: verifies tokens and session cookies. */
export function adminAuth(projectId: string): Auth {
  return getAuth(adminApp(projectId));
}
