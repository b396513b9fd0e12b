import { readFile } from 'node:fs/promises';

import { inject } from 'vitest';

import { ensureBuild } from '../../scripts/build/ensure-build';
import { type Account, signIn } from '../../scripts/demo/sign-in';
import { ApiClient } from '../../scripts/demo/api-client';
import { startStack } from '../../scripts/demo/stack';
import { startFirestoreJar } from '../../scripts/emulators/firestore-process';
import { loadRules } from '../../scripts/emulators/load-rules';
import { stopAllProcesses } from '../../scripts/processes/start-process';

export interface OwnCluster {
  /** Of its app. */
  url: string;
  /** The API, as that person's program would use it. */
  apiOf(person: Account): Promise<ApiClient>;
  /** SIGKILL of its one worker. */
  killWorker(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * An app and a worker over a database of their own, for tests that break what all others use. People are those of
 * the shared Auth emulator.
 */
export async function startOwnCluster(env: Record<string, string>): Promise<OwnCluster> {
  const { projectId, authUrl } = inject('stack');
  const ends: (() => Promise<void>)[] = [];
  const [firestore, rules] = await Promise.all([
    startFirestoreJar({ projectId, only: ['firestore'] }),
    readFile('firestore.rules', 'utf8'),
    ensureBuild(),
  ]);
  const host = firestore.hosts.firestore ?? '';
  await loadRules(host, projectId, rules);
  const { url, worker } = await startStack(
    { atEnd: (call) => ends.push(call), asked: new Promise(() => undefined) },
    {
      GOOGLE_CLOUD_PROJECT: projectId,
      METADATA_SERVER_DETECTION: 'none',
      FIREBASE_AUTH_EMULATOR_HOST: new URL(authUrl).host,
      FIRESTORE_EMULATOR_HOST: host,
      ...env,
    },
    () => undefined,
  );
  return {
    url,
    apiOf: async (person) => new ApiClient(url, await signIn(authUrl, person)),
    killWorker: () => worker.kill(),
    stop: async () => {
      await stopAllProcesses();
      for (const end of ends) await end();
    },
  };
}
