import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

import { checkJava, checkNode, checkPackages, checkSpeechEngine } from './checks.mjs';
import { markInstalled } from './packages.mjs';
import { SPEECH_PACKAGES } from './speech-engine.mjs';

/**
 * Installs what is missing and can be installed: packages by npm, Java and the speech engine by apt-get for
 * root on Debian. Says so on stderr; stdout stays the caller's.
 * @throws naming what is still missing, with the command that installs it
 */
export function installMissing() {
  const node = checkNode();
  if (!node.ok) throw new Error(explain(node));
  if (!checkPackages().ok) {
    say('Installing the npm packages: npm ci');
    if (run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])) markInstalled();
  }
  if (!checkJava().ok) installByApt(['openjdk-17-jre-headless']);
  if (!checkSpeechEngine().ok) installByApt(SPEECH_PACKAGES);

  const missing = [checkPackages(), checkJava(), checkSpeechEngine()].filter((check) => !check.ok);
  if (missing.length > 0) throw new Error(missing.map(explain).join('\n'));
}

function installByApt(packages) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  say(`Installing ${packages.join(' and ')}: apt-get install`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  // A machine that never ran apt-get knows no packages yet.
  if (run('apt-get', install, env)) return;
  run('apt-get', ['update'], env);
  run('apt-get', install, env);
}

/** All that it prints goes to stderr. */
function run(command, args, env = process.env) {
  return spawnSync(command, args, { stdio: ['ignore', 2, 2], env }).status === 0;
}

function explain({ part, detail, fix }) {
  return `Missing: ${part} (${detail}).\n  Install it: ${fix}`;
}

function say(text) {
  process.stderr.write(`${text}\n`);
}
