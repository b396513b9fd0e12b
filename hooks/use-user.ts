'use client';

import { createContext, useContext } from 'react';

import type { AppUser } from '@/lib/firebase/client/auth';

export type { AppUser } from '@/lib/firebase/client/auth';

/** `loading` is the moment in which the browser reads its stored sign-in; the server always renders it. */
export type AuthState =
  | { status: 'loading'; user: null }
  | { status: 'signed-in'; user: AppUser }
  /** `left`: somebody was signed in on this page before. */
  | { status: 'signed-out'; user: null; left: boolean };

export const AuthContext = createContext<AuthState>({ status: 'loading', user: null });

/**
 * Who is signed in. On the pages behind sign-in the shell sends a signed-out visitor away, so there
 * `user` is null only while loading: show a skeleton.
 */
export function useUser(): AuthState {
  return useContext(AuthContext);
}
