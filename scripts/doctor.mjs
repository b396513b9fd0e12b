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
  const lines = checks.flatMap(({ part, needed, ok: found, detail, fix }) => [
    `${found ? 'found  ' : 'missing'}  ${part}: ${detail}`,
    ...(found ? [] : [`         for the ${needed}; to install it: ${fix}`]),
  ]);
  lines.push(ok ? 'The demo has all it needs: npm run demo' : 'The demo misses something.');
  process.stdout.write(`${lines.join('\n')}\n`);
}
process.exitCode = ok ? 0 : 1;
