import { type Firestore, getFirestore } from 'firebase-admin/firestore';

import { adminApp } from './app';

/** A project's default database. The same object at each call, so its one connection pool is shared. */
export function adminFirestore(projectId: string): Firestore {
  return getFirestore(adminApp(projectId));
}
