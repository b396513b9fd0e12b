/**
 * `npm test`: installs what is missing, starts the emulators once for all tests, builds the app for those in
 * the browser, and runs vitest with the arguments given. `scripts/test/` does it; this file imports nothing
 * that npm installs.
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
await import('./test/main.ts');
