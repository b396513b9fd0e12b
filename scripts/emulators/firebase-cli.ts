import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { findCommand } from '../machine/command.mjs';
import { findFirestoreJar } from '../machine/firestore-jar.mjs';
import { startProcess } from '../processes/start-process';
import type { RunningProcess } from '../processes/start-process';
import { answers, waitUntil } from '../processes/wait-until';
import { JAVA_MISSING } from './firestore-process';
import { freePorts } from './free-ports';
import { writeLauncherJar } from './launcher-jar';
import { withFreshPorts } from './port-retry';
import type { EmulatorName, EmulatorOptions, StartedEmulators } from './start';

const START_TIMEOUT_MS = 120_000;
const STOP_GRACE_MS = 10_000;
const CLI = 'node_modules/firebase-tools/lib/bin/firebase.js';

/** Helpers that firebase-tools starts beside the emulators, each of which wants a port. */
const COMPANIONS = ['hub', 'logging', 'eventarc', 'tasks'] as const;

/** firebase-tools' own CLI, in a folder of its own: it drops log files where it stands. */
export function runFirebaseCli(
  args: readonly string[],
  options: {
    cwd?: string;
    env?: Record<string, string>;
    onOutput?: ((text: string) => void) | undefined;
    cleanUp?: () => Promise<void>;
  },
): RunningProcess {
  const {
    // It would hand these to the functions, which are to talk to the emulators that it starts.
    FIRESTORE_EMULATOR_HOST: _firestore,
    FIREBASE_AUTH_EMULATOR_HOST: _auth,
    // Whatever it is asked to do, it looks at this first, and falls over when there is no such file.
    FIRESTORE_EMULATOR_BINARY_PATH: _jar,
    ...inherited
  } = process.env;
  const env = { ...inherited, NO_UPDATE_NOTIFIER: '1', CI: '1', ...options.env };
  return startProcess({
    name: `firebase ${args.join(' ')}`,
    command: process.execPath,
    args: [resolve(CLI), ...args],
    cwd: options.cwd ?? tmpdir(),
    env,
    graceMs: STOP_GRACE_MS,
    ...(options.onOutput === undefined ? {} : { onOutput: options.onOutput }),
    ...(options.cleanUp === undefined ? {} : { cleanUp: options.cleanUp }),
  });
}

/** Starts emulators through firebase-tools and waits until each answers. */
export async function startFirebaseCli(options: EmulatorOptions): Promise<StartedEmulators> {
  if (options.only.includes('firestore') && findCommand('java') === null) {
    throw new Error(JAVA_MISSING);
  }
  return withFreshPorts(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'firelane-emulators-'));
    const { ports, env } = await prepare(folder, options);
    const cli = runFirebaseCli(
      ['emulators:start', '--project', options.projectId, '--only', options.only.join(',')],
      {
        cwd: folder,
        env: { ...options.functionsEnv, ...env },
        onOutput: options.onOutput,
        cleanUp: () => rm(folder, { recursive: true, force: true }),
      },
    );
    try {
      await Promise.all(
        [...options.only, 'hub' as const].map((name) => ready(cli, name, ports[name])),
      );
    } catch (error) {
      await cli.stop();
      throw error;
    }
    return {
      ...cli,
      hosts: Object.fromEntries(options.only.map((name) => [name, host(ports[name])])),
    };
  });
}

type Ports = Record<EmulatorName | (typeof COMPANIONS)[number] | 'websocket', number>;

/** Lays out the folder that firebase-tools is to find. */
async function prepare(
  folder: string,
  options: EmulatorOptions,
): Promise<{ ports: Ports; env: Record<string, string> }> {
  const names = ['auth', 'firestore', 'functions', 'websocket', ...COMPANIONS] as const;
  const free = await freePorts(names.length);
  const ports = Object.fromEntries(names.map((name, at) => [name, free[at]])) as Ports;

  const { websocket, ...others } = ports;
  const emulators = Object.fromEntries(
    Object.entries(others).map(([name, port]) => [
      name,
      { host: '127.0.0.1', port, ...(name === 'firestore' ? { websocketPort: websocket } : {}) },
    ]),
  );
  if (options.functionsFolder !== undefined) {
    await cp(options.functionsFolder, join(folder, 'functions'), { recursive: true });
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  }
  await writeFile(
    join(folder, 'firebase.json'),
    JSON.stringify({
      emulators: { ...emulators, ui: { enabled: false }, singleProjectMode: false },
      ...(options.functionsFolder === undefined ? {} : { functions: [{ source: 'functions' }] }),
    }),
  );

  const jar = options.only.includes('firestore') ? findFirestoreJar() : null;
  if (jar === null) return { ports, env: {} };
  const { path, mainClass } = jar;
  const startable = mainClass === null ? path : await writeLauncherJar(folder, { path, mainClass });
  return { ports, env: { FIRESTORE_EMULATOR_BINARY_PATH: startable } };
}

/** The hub lists an emulator only once it is ready; for functions that includes their triggers. */
async function ready(cli: RunningProcess, name: EmulatorName | 'hub', port: number): Promise<void> {
  if (name === 'functions') {
    await waitUntil(
      cli,
      () => Promise.resolve(/All emulators ready/.test(cli.tail()) ? true : undefined),
      START_TIMEOUT_MS,
    );
  }
  await waitUntil(cli, () => answers(`http://${host(port)}/`), START_TIMEOUT_MS);
}

function host(port: number): string {
  return `127.0.0.1:${String(port)}`;
}
