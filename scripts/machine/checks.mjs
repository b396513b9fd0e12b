import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';

import { findCommand } from './command.mjs';
import { findFirestoreJar } from './firestore-jar.mjs';
import { missingPackages } from './packages.mjs';
import { findSpeechEngine, SPEECH_PACKAGES } from './speech-engine.mjs';

const NODE = { major: 20, minor: 19 };
const JAVA_MAJOR = 11;
const PORTS = 10;
/** Packages, a build and the emulators' data take about two thirds of it. */
const FREE_GIB = 2;

/**
 * What this machine must have: each check answers `{ part, needed, ok, detail, fix }`, where `needed` says
 * for what (`demo` includes the tests) and `fix` is a command. Nothing is changed.
 */
export async function runChecks() {
  return [
    checkNode(),
    checkJava(),
    checkPackages(),
    checkFirestoreEmulator(),
    checkSpeechEngine(),
    checkChromium(),
    await checkDisk(),
    await checkPorts(),
  ];
}

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > NODE.major || (major === NODE.major && minor >= NODE.minor);
  return {
    part: 'Node.js',
    needed: 'demo',
    ok,
    detail: `version ${process.versions.node}; ${NODE.major}.${NODE.minor} or newer is needed`,
    fix: 'nvm install 22',
  };
}

export function checkJava() {
  const check = {
    part: 'Java',
    needed: 'demo',
    fix: install('openjdk-17-jre-headless', 'openjdk@21'),
  };
  const java = findCommand('java');
  if (java === null)
    return { ...check, ok: false, detail: 'not found; the Firestore emulator runs on it' };
  const version = javaVersion(java);
  return {
    ...check,
    ok: version >= JAVA_MAJOR,
    detail:
      version === 0
        ? `${java} does not say its version`
        : `version ${version}; ${JAVA_MAJOR} or newer is needed`,
  };
}

/** The major version; 0 when it does not start. */
function javaVersion(java) {
  const { stdout, stderr } = spawnSync(java, ['-XshowSettings:properties', '-version'], {
    encoding: 'utf8',
  });
  const said = /java\.specification\.version = (?:1\.)?(\d+)/.exec(`${stdout}${stderr}`);
  return Number(said?.[1] ?? 0);
}

export function checkPackages() {
  const missing = missingPackages();
  const shown = missing.slice(0, 3).map((path) => path.replace(/^node_modules\//, ''));
  return {
    part: 'npm packages',
    needed: 'demo',
    ok: missing.length === 0,
    detail:
      missing.length === 0
        ? 'as package-lock.json says'
        : `${missing.length} missing or in another version: ${shown.join(', ')}${missing.length > 3 ? ', …' : ''}`,
    fix: 'npm ci',
  };
}

function checkFirestoreEmulator() {
  const running = process.env.FIRESTORE_EMULATOR_HOST;
  const jar = findFirestoreJar();
  return {
    part: 'Firestore emulator',
    needed: 'demo',
    ok: Boolean(running) || jar !== null,
    detail: running
      ? `FIRESTORE_EMULATOR_HOST names ${running}`
      : (jar?.path ?? 'neither the Google Cloud CLI’s nor one that firebase-tools downloaded'),
    fix: 'npx firebase setup:emulators:firestore   (or: apt-get install -y google-cloud-cli-firestore-emulator)',
  };
}

export function checkSpeechEngine() {
  const engine = findSpeechEngine();
  return {
    part: 'speech engine',
    needed: 'demo',
    ok: engine !== null,
    detail:
      engine ?? 'pocketsphinx or its English model was not found; it transcribes without a key',
    fix: `apt-get install -y ${SPEECH_PACKAGES.join(' ')}`,
  };
}

function checkChromium() {
  const bundled = 'node_modules/@sparticuz/chromium/bin/chromium.br';
  const usable = process.platform === 'linux' && process.arch === 'x64' && existsSync(bundled);
  const system = ['chromium', 'chromium-browser', 'google-chrome'].map((name) => findCommand(name));
  const found = usable ? bundled : system.find((path) => path !== null);
  return {
    part: 'Chromium',
    needed: 'tests',
    ok: found !== undefined,
    detail: found ?? 'no browser for the browser tests',
    fix:
      process.platform === 'linux' && process.arch === 'x64'
        ? 'npm ci'
        : install('chromium', '--cask chromium'),
  };
}

async function checkDisk() {
  const { bavail, bsize } = await statfs('.');
  const free = (bavail * bsize) / 2 ** 30;
  return {
    part: 'free disk',
    needed: 'demo',
    ok: free >= FREE_GIB,
    detail: `${free.toFixed(1)} GiB free; ${FREE_GIB} are needed`,
    fix: 'npm cache clean --force   (or free some space elsewhere)',
  };
}

async function checkPorts() {
  const servers = await Promise.all(Array.from({ length: PORTS }, () => listen()));
  const opened = servers.filter((server) => server !== null);
  await Promise.all(opened.map((server) => new Promise((resolve) => server.close(resolve))));
  return {
    part: 'ports of the loopback',
    needed: 'demo',
    ok: opened.length === PORTS,
    detail: `${opened.length} of ${PORTS} could be opened on 127.0.0.1`,
    fix: 'ip link set lo up   (and raise the limit of open files: ulimit -n 4096)',
  };
}

function listen() {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

function install(debian, homebrew) {
  return process.platform === 'darwin'
    ? `brew install ${homebrew}`
    : `apt-get install -y ${debian}`;
}
