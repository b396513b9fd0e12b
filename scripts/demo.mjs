/**
 * `npm run demo`: the whole of Firelane on this machine, from a fresh clone: emulators, app, worker, and a
 * sample recording on its way to transcript and summary. Runs before `npm ci`, so this file imports nothing
 * that npm installs; the rest is in `scripts/demo/`.
 */
import { fileURLToPath } from 'node:url';

import { installMissing } from './machine/install.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

try {
  installMissing();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

const { register } = await import('tsx/esm/api');
register();
await import('./demo/main.ts');
