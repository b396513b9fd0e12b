import { type FirebaseApp, getApps, initializeApp } from 'firebase/app';

import type { ClientConfig } from './client-config';
import { clientConfig } from './runtime-config';

/** The browser's one Firebase app, made at the first use. */
export function firebaseApp(): { app: FirebaseApp; config: ClientConfig } {
  const config = clientConfig();
  const app =
    getApps()[0] ??
    initializeApp({
      apiKey: config.apiKey,
      projectId: config.projectId,
      ...(config.authDomain === null ? {} : { authDomain: config.authDomain }),
      ...(config.appId === null ? {} : { appId: config.appId }),
    });
  return { app, config };
}
