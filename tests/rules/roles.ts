import type { RulesTestEnvironment } from '@firebase/rules-unit-testing';

import { OWNER } from './documents';

export type Database = ReturnType<
  ReturnType<RulesTestEnvironment['unauthenticatedContext']>['firestore']
>;

export const ROLES = ['nobody', 'guest', 'owner', 'other', 'admin'] as const;

export type Role = (typeof ROLES)[number];

/** The database as somebody in each role reaches it from a browser. */
export function databasesOf(environment: RulesTestEnvironment): Record<Role, Database> {
  const entries = ROLES.map((role) => [role, databaseOf(environment, role)] as const);
  return Object.fromEntries(entries) as Record<Role, Database>;
}

function databaseOf(environment: RulesTestEnvironment, role: Role): Database {
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
