import { FirebaseError } from 'firebase/app';
import {
  type Auth,
  browserLocalPersistence,
  browserPopupRedirectResolver,
  connectAuthEmulator,
  createUserWithEmailAndPassword,
  EmailAuthProvider,
  GoogleAuthProvider,
  indexedDBLocalPersistence,
  initializeAuth,
  linkWithCredential,
  linkWithPopup,
  onIdTokenChanged,
  sendPasswordResetEmail,
  signInAnonymously,
  signInWithEmailAndPassword,
  signInWithPopup,
  signOut,
  updateProfile,
  type User,
} from 'firebase/auth';

import { firebaseApp } from './app';

/** This module carries the Auth SDK: load it with a dynamic import, so that it stays out of first loads. */

/** The signed-in person, as much of them as a page shows. */
export interface AppUser {
  uid: string;
  email: string | null;
  name: string | null;
  /** A guest has no way to sign in again: what they made is lost with the browser's data. */
  isGuest: boolean;
  /** `password`, `google.com`, … */
  providers: string[];
}

export type AdminRights = 'full' | 'read' | 'none';

let instance: Auth | null = null;

function auth(): Auth {
  if (instance !== null) return instance;
  const { app, config } = firebaseApp();
  // Not getAuth: it would load the popup and redirect machinery, with an iframe, on every page.
  instance = initializeAuth(app, {
    persistence: [indexedDBLocalPersistence, browserLocalPersistence],
  });
  if (config.emulators !== null) {
    connectAuthEmulator(instance, config.emulators.authUrl, { disableWarnings: true });
  }
  return instance;
}

function toAppUser(user: User): AppUser {
  return {
    uid: user.uid,
    email: user.email,
    name: user.displayName,
    isGuest: user.isAnonymous,
    providers: user.providerData.map((provider) => provider.providerId),
  };
}

/** Calls back now and at every change of who is signed in, also from another tab or by linking. */
export function watchUser(next: (user: AppUser | null) => void): () => void {
  return onIdTokenChanged(auth(), (user) => next(user === null ? null : toAppUser(user)));
}

/** The caller's ID token; null when nobody is signed in. Waits for the stored sign-in to be read. */
export async function idToken(options: { refresh?: boolean } = {}): Promise<string | null> {
  await auth().authStateReady();
  return (await auth().currentUser?.getIdToken(options.refresh ?? false)) ?? null;
}

/**
 * What the caller's `admin` claim allows: everything, looking only, or nothing. `refresh` asks for a new token, which
 * carries a claim that was given since.
 */
export async function adminRights(options: { refresh?: boolean } = {}): Promise<AdminRights> {
  await auth().authStateReady();
  const token = await auth().currentUser?.getIdTokenResult(options.refresh ?? false);
  const claim: unknown = token?.claims['admin'];
  if (claim === true) return 'full';
  return claim === 'read' ? 'read' : 'none';
}

export async function signInAsGuest(): Promise<void> {
  await signInAnonymously(auth());
}

export async function signInWithPassword(email: string, password: string): Promise<void> {
  await signInWithEmailAndPassword(auth(), email, password);
}

/** Makes an account. A guest keeps everything: their account gets the password. */
export async function signUpWithPassword(
  email: string,
  password: string,
  name: string,
): Promise<void> {
  const guest = auth().currentUser;
  const { user } =
    guest?.isAnonymous === true
      ? await linkWithCredential(guest, EmailAuthProvider.credential(email, password))
      : await createUserWithEmailAndPassword(auth(), email, password);
  if (name !== '') await updateProfile(user, { displayName: name });
  // Linking keeps the old token, which still says "anonymous"; this also tells the watchers.
  await user.getIdToken(true);
}

/** A guest's account becomes the Google account's, unless that one exists already. */
export async function signInWithGoogle(): Promise<void> {
  const guest = auth().currentUser;
  const provider = new GoogleAuthProvider();
  const { user } =
    guest?.isAnonymous === true
      ? await linkWithPopup(guest, provider, browserPopupRedirectResolver)
      : await signInWithPopup(auth(), provider, browserPopupRedirectResolver);
  await user.getIdToken(true);
}

/** Resolves for an unknown address, too: nobody learns here who has an account. */
export async function requestPasswordReset(email: string): Promise<void> {
  try {
    await sendPasswordResetEmail(auth(), email);
  } catch (error) {
    if (!(error instanceof FirebaseError) || error.code !== 'auth/user-not-found') throw error;
  }
}

/** Other tabs of this browser follow. */
export async function endSignIn(): Promise<void> {
  await signOut(auth());
}
