import type { RulesTestEnvironment } from '@firebase/rules-unit-testing';

import { OWNER } from './documents';

type Database = ReturnType<ReturnType<RulesTestEnvironment['unauthenticatedContext']>['firestore']>;

export const ROLES = ['nobody', 'guest', 'owner', 'other', 'admin'] as const;

export type Role = (typeof ROLES)[number];

/** The database as somebody in that role reaches it from a browser. */
export function databaseOf(environment: RulesTestEnvironment, role: Role): Database {
  switch (role) {
    case 'nobody':
      return environment.unauthenticatedContext().firestore();
    case 'guest':
      return environment
        .authenticatedContext('guest', { firebase: { sign_in_provider: 'anonymous' } })
        .firestore();
    case 'owner':
      return environment.authenticatedContext(OWNER).firestore();
    case 'other':
      return environment.authenticatedContext('bob').firestore();
    case 'admin':
      return environment.authenticatedContext('carol', { admin: true }).firestore();
  }
}
