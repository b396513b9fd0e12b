import { type App, getApps, initializeApp } from 'firebase-admin/app';

import { limitReads } from './limit-reads';

/**
 * The Admin SDK's app of a project, made at the first use. Credentials are the environment's own
 * (Application Default Credentials); the SDKs reach the emulators by themselves where
 * FIRESTORE_EMULATOR_HOST and FIREBASE_AUTH_EMULATOR_HOST say where they are, and need none then.
 */
export function adminApp(projectId: string): App {
  const name = `firelane-${projectId}`;
  return getApps().find((app) => app.name === name) ?? openApp(projectId, name);
}

function openApp(projectId: string, name: string): App {
  const app = initializeApp({ projectId }, name);
  limitReads(app);
  return app;
}
