import type { RulesTestContext, RulesTestEnvironment } from '@firebase/rules-unit-testing';
import type { Firestore } from 'firebase/firestore';

import { OWNER } from './documents';

export const ROLES = ['nobody', 'guest', 'owner', 'other', 'admin', 'auditor'] as const;

export type Role = (typeof ROLES)[number];

/** The database as somebody in each role reaches it from a browser. */
export function databasesOf(environment: RulesTestEnvironment): Record<Role, Firestore> {
  const entries = ROLES.map((role) => [role, databaseOf(environment, role)] as const);
  return Object.fromEntries(entries) as Record<Role, Firestore>;
}

function databaseOf(environment: RulesTestEnvironment, role: Role): Firestore {
  switch (role) {
    case 'nobody':
      return firestoreOf(environment.unauthenticatedContext());
    case 'guest': {
      const claims = { firebase: { sign_in_provider: 'anonymous' } } as const;
      return firestoreOf(environment.authenticatedContext('guest', claims));
    }
    case 'owner':
      return firestoreOf(environment.authenticatedContext(OWNER));
    case 'other':
      return firestoreOf(environment.authenticatedContext('bob'));
    case 'admin':
      return firestoreOf(environment.authenticatedContext('carol', { admin: true }));
    case 'auditor':
      return firestoreOf(environment.authenticatedContext('erin', { admin: 'read' }));
  }
}

/** The package declares the instances of the SDK's older interface; they are taken by both. */
export function firestoreOf(context: RulesTestContext): Firestore {
  return context.firestore() as unknown as Firestore;
}
