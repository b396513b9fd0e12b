/**
 * `npm run doctor`: says what of this machine the demo and the tests need and do not find, each with the
 * command that installs it. Changes nothing. Exit code 1 when the demo would miss something.
 * `--json` prints the checks as one JSON object. Runs before `npm ci`: imports nothing that npm installs.
 */
import { fileURLToPath } from 'node:url';

import { runChecks } from './machine/checks.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const checks = await runChecks();
const ok = checks.every((check) => check.ok || check.needed !== 'demo');

if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify({ ok, checks })}\n`);
} else {
  for (const { part, needed, ok: found, detail, fix } of checks) {
    process.stdout.write(`${found ? 'found  ' : 'missing'}  ${part}: ${detail}\n`);
    if (!found) process.stdout.write(`         for the ${needed}; to install it: ${fix}\n`);
  }
  process.stdout.write(
    ok ? 'The demo has all it needs: npm run demo\n' : 'The demo misses something.\n',
  );
}
process.exitCode = ok ? 0 : 1;
