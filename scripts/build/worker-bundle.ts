import { bundle } from './bundle';

const FOLDER = 'dist/worker';

/** What `node` starts: from its one file a worker is there in half the time that its sources take. */
export const WORKER = `${FOLDER}/index.mjs`;

/** Bundles the worker; some tenths of a second. What it cannot hold is found in `node_modules`. */
export async function buildWorker(): Promise<void> {
  await bundle('worker/index.ts', FOLDER);
}
