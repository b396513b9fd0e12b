import { onInit } from 'firebase-functions/v2';

import { createServer } from '../lib/server';
import type { Server } from '../lib/server';

/**
 * The speech engine that needs no key is not on Cloud Functions' machines, so recordings are left to the
 * workers unless the functions' own environment says otherwise.
 */
const CONCURRENCY = 'ai_processing=4,media_processing=0';

let server: Server | undefined;

// Not while firebase-tools loads this code to see which functions there are.
onInit(() => {
  const env = {
    FIRELANE_CONCURRENCY: CONCURRENCY,
    ...process.env,
    GOOGLE_CLOUD_PROJECT: process.env.GCLOUD_PROJECT,
  };
  server = createServer(env, 'function');
  const { config } = server;
  // To Firestore a page of zero documents is a page without a limit.
  const served = Object.entries(config.concurrency).filter(([, slots]) => slots > 0);
  config.concurrency = Object.fromEntries(served);
});

/** The instance's one server. @throws before the platform has started the instance */
export function engine(): Server {
  if (server === undefined) throw new Error('the instance is not initialised');
  return server;
}
