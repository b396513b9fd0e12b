import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

import { findCommand } from './command.mjs';

const CLOUD_CLI_JAR = 'platform/cloud-firestore-emulator/cloud-firestore-emulator.jar';

/** The Google Cloud CLI's jar names no main class of its own. */
const CLOUD_CLI_MAIN_CLASS = 'com.google.cloud.datastore.emulator.firestore.CloudFirestore';

/**
 * The Firestore emulator on this machine, without a download: the jar that FIRESTORE_EMULATOR_BINARY_PATH
 * names, the Google Cloud CLI's, or the one that firebase-tools downloaded before. Null when there is none.
 */
export function findFirestoreJar(env = process.env) {
  const named = env.FIRESTORE_EMULATOR_BINARY_PATH;
  if (named) return existsSync(named) ? { path: named, mainClass: null } : null;

  for (const root of cloudCliRoots(env)) {
    const path = join(root, CLOUD_CLI_JAR);
    if (existsSync(path)) return { path, mainClass: CLOUD_CLI_MAIN_CLASS };
  }

  const cache = env.FIREBASE_EMULATORS_PATH ?? join(homedir(), '.cache/firebase/emulators');
  const downloaded = existsSync(cache)
    ? readdirSync(cache).filter((name) => /^cloud-firestore-emulator-v.*\.jar$/.test(name))
    : [];
  const newest = downloaded.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  return newest === undefined ? null : { path: join(cache, newest), mainClass: null };
}

function cloudCliRoots(env) {
  const gcloud = findCommand('gcloud', env);
  return [
    env.CLOUDSDK_ROOT_DIR,
    gcloud && dirname(dirname(realpathSync(gcloud))),
    join(homedir(), 'google-cloud-sdk'),
    '/usr/lib/google-cloud-sdk',
    '/usr/share/google-cloud-sdk',
  ].filter(Boolean);
}
