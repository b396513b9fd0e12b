import type { TestProject } from 'vitest/node';

import type { StoredSettings } from '@/lib/cluster/settings';

import { ensureBuild } from '../../scripts/build/ensure-build';
import { type Account, signIn } from '../../scripts/demo/sign-in';
import { ApiClient } from '../../scripts/demo/api-client';
import { startStack } from '../../scripts/demo/stack';
import { startEmulators } from '../../scripts/emulators/start';
import { stopAllProcesses } from '../../scripts/processes/start-process';
import { GENEROUS } from '../generous-settings';
import { sendSample } from './send-sample';
import { signUp } from './sign-up';
import { SMALL_PLAN } from './small-plan';

/** What a browser test talks to. Serializable: vitest hands it to each test file. */
export interface BrowserStack {
  /** Of the app's production build, with one worker behind it. */
  url: string;
  /** Of the Auth emulator. */
  authUrl: string;
  firestoreHost: string;
  firestorePort: number;
  projectId: string;
  /** The bundled recording whole, somebody's, submitted before the first test. */
  sample: { person: Account; id: string; mediaId: string };
}

/** Several files submit at once: a short recording need not wait until the long ones are transcribed. */
const SETTINGS: StoredSettings = {
  plans: { ...GENEROUS.plans, ...SMALL_PLAN },
  queues: { media_processing: { concurrency: 6 } },
};

/** Its button is on the pages; Google itself is out of reach of a test. */
const GOOGLE = {
  FIRELANE_GOOGLE_SIGN_IN: '1',
  FIREBASE_WEB_CONFIG: JSON.stringify({ apiKey: 'emulator', authDomain: 'localhost' }),
};

declare module 'vitest' {
  interface ProvidedContext {
    stack: BrowserStack;
  }
}

/**
 * Starts the app and a worker once for all browser tests, on the emulators that the environment names or on
 * new ones. With FIRELANE_TEST_URL an app that runs already is taken: with the environment of its emulators
 * that makes writing a test fast.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const ends: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ends) await end();
  };
  try {
    const emulators = await startEmulators({
      projectId: process.env.GOOGLE_CLOUD_PROJECT ?? 'demo-test',
      only: ['auth', 'firestore'],
    });
    ends.unshift(() => emulators.stop());
    // The Auth emulator signs browsers in to the one project that it was started for.
    const { projectId, authUrl, firestoreHost, firestorePort } = emulators;
    const url = process.env.FIRELANE_TEST_URL ?? (await startApp(emulators.env, ends));
    const person = await signUp(authUrl, 'Robin Reader');
    const sample = await sendSample(new ApiClient(url, await signIn(authUrl, person)), 1);
    project.provide('stack', {
      ...{ url, authUrl, firestoreHost, firestorePort, projectId },
      sample: { person, ...sample },
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

async function startApp(
  env: Record<string, string>,
  ends: (() => Promise<void>)[],
): Promise<string> {
  await ensureBuild();
  ends.unshift(stopAllProcesses);
  const { url } = await startStack(
    { atEnd: (call) => ends.push(call), asked: new Promise(() => undefined) },
    { ...env, ...GOOGLE, FIRELANE_SETTINGS: JSON.stringify(SETTINGS) },
    () => undefined,
  );
  return url;
}
