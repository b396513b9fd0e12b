import { randomUUID } from 'node:crypto';

import { deleteApp, initializeApp } from 'firebase/app';
import {
  connectAuthEmulator,
  initializeAuth,
  inMemoryPersistence,
  signInWithEmailAndPassword,
} from 'firebase/auth';
import type { BrowserContext } from 'playwright-core';
import { inject } from 'vitest';

import type { Account } from '../../scripts/demo/sign-in';

/** As the app is told it where the emulators are. */
const API_KEY = 'emulator';
const DONE = 'firelane-test-signed-in';

/**
 * Leaves a sign-in in a browser that has no page yet, as one of an earlier visit: where the SDK looks for it, in its
 * own words. That spares the form, which other tests fill, and its page.
 */
export async function storeSignIn(context: BrowserContext, person: Account): Promise<void> {
  const user = JSON.stringify(await signedIn(person));
  await context.addInitScript(
    ({ key, value, done }) => {
      if (localStorage.getItem(done) !== null) return;
      localStorage.setItem(done, 'true');
      localStorage.setItem(key, value);
    },
    { key: `firebase:authUser:${API_KEY}:[DEFAULT]`, value: user, done: DONE },
  );
}

/** Signs in with the password. @returns what the SDK would store */
async function signedIn({ email, password }: Account): Promise<object> {
  const app = initializeApp({ apiKey: API_KEY }, randomUUID());
  try {
    const auth = initializeAuth(app, { persistence: inMemoryPersistence });
    connectAuthEmulator(auth, inject('stack').authUrl, { disableWarnings: true });
    const { user } = await signInWithEmailAndPassword(auth, email, password);
    return user.toJSON();
  } finally {
    await deleteApp(app);
  }
}
