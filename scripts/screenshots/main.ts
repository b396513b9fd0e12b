import { mkdir } from 'node:fs/promises';

import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';

import { ensureBuild } from '../build/ensure-build';
import { createAccounts } from '../demo/accounts';
import { type Account, signIn } from '../demo/sign-in';
import { ApiClient } from '../demo/api-client';
import { runSample } from '../demo/sample';
import { startStack } from '../demo/stack';
import { startEmulators } from '../emulators/start';
import { type CommandContext, runCommand } from '../processes/run-command';
import { launchBrowser } from '../../tests/browser/launch';
import { type Picture, takePictures } from './picture';
import { seedCluster } from './seed-cluster';

const FOLDER = 'docs/images';

await runCommand(screenshots, 130);

/**
 * Makes the pictures of docs/images: the app with the sample recording's real results, and the monitor over
 * records of a made-up busy cluster, because one worker that has done two jobs shows little.
 */
async function screenshots(context: CommandContext): Promise<number> {
  const [emulators] = await Promise.all([
    startEmulators({ projectId: 'demo-firelane', only: ['auth', 'firestore'] }),
    ensureBuild(),
    mkdir(FOLDER, { recursive: true }),
  ]);
  const accounts = await createAccounts(emulators);
  const stack = await startStack(context, emulators.env, () => undefined);
  const api = new ApiClient(stack.url, await signIn(emulators.authUrl, accounts.user));
  const { jobs } = await runSample(api, () => undefined);

  const browser = await launchBrowser();
  context.atEnd(() => browser.close());
  const take = (person: Account, pictures: readonly Picture[]): Promise<void> =>
    takePictures({ browser, url: stack.url, person, folder: FOLDER, pictures });

  await take(accounts.user, [{ name: 'transcript', path: `/jobs/${jobs.transcription}` }]);

  // A worker would lead, and write its own numbers over the sample's.
  await stack.worker.stop();
  Object.assign(process.env, emulators.env);
  const db = getFirestore(initializeApp({ projectId: emulators.projectId }, 'screenshots'));
  const stopBeating = await seedCluster(db);
  await take(accounts.admin, [
    { name: 'monitor', path: '/admin' },
    { name: 'monitor-dark', path: '/admin', look: 'dark' },
    { name: 'monitor-phone', path: '/admin', look: 'phone' },
    { name: 'monitor-servers', path: '/admin/servers' },
    { name: 'monitor-queues', path: '/admin/queues' },
    { name: 'monitor-providers', path: '/admin/providers' },
  ]);
  stopBeating();
  return 0;
}
