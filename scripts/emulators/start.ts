import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { startFirebaseCli } from './firebase-cli';
import { startFirestoreJar } from './firestore-process';
import { loadRules } from './load-rules';

export type EmulatorName = 'auth' | 'firestore' | 'functions';

export interface EmulatorOptions {
  /** A `demo-` id: nothing with such an id can reach a real project. */
  projectId: string;
  only: readonly EmulatorName[];
  /** Folder of the built functions; needed with `functions`. */
  functionsFolder?: string;
  /** Environment of the functions, beside what the emulators set. */
  functionsEnv?: Record<string, string>;
  /** Absent: the project's own. */
  rulesFile?: string;
  /** Each line that an emulator prints. */
  onOutput?: (text: string) => void;
}

export interface Emulators {
  projectId: string;
  /** What the SDKs read: GOOGLE_CLOUD_PROJECT and each emulator's host. */
  env: Record<string, string>;
  /** `http://127.0.0.1:9099`; empty without the Auth emulator. */
  authUrl: string;
  firestoreHost: string;
  firestorePort: number;
  /** `http://127.0.0.1:5001`; empty without the Functions emulator. */
  functionsUrl: string;
  /** Rejects when an emulator ends before `stop`; never resolves while they run. */
  failed: Promise<never>;
  /** Resolves when no process of them is left. What ran before is left running. */
  stop(): Promise<void>;
}

/** What one way of starting brought up. */
export interface StartedEmulators {
  hosts: Partial<Record<EmulatorName, string>>;
  exited: Promise<number>;
  name: string;
  tail(): string;
  stop(): Promise<void>;
}

const ENV_NAMES = {
  auth: 'FIREBASE_AUTH_EMULATOR_HOST',
  firestore: 'FIRESTORE_EMULATOR_HOST',
} as const;

/**
 * Starts the official emulators on free ports of the loopback and loads the rules. An emulator that
 * FIRESTORE_EMULATOR_HOST or FIREBASE_AUTH_EMULATOR_HOST names is used as it runs, except beside the Functions
 * emulator, which needs a Firestore that knows its triggers.
 * @throws in plain words when a part is missing, with the command that installs it, or does not start.
 */
export async function startEmulators(options: EmulatorOptions): Promise<Emulators> {
  if (!options.projectId.startsWith('demo-')) {
    throw new Error(`The project id must start with demo-, and is ${options.projectId}.`);
  }
  const rules = await readFile(options.rulesFile ?? resolve('firestore.rules'), 'utf8');
  const started = await startAll(plan(options));
  const hosts = Object.assign({}, ...started.map((one) => one.hosts)) as StartedEmulators['hosts'];
  let stopping = false;
  const stop = async (): Promise<void> => {
    stopping = true;
    await Promise.all(started.map((one) => one.stop()));
  };
  const failed = new Promise<never>((_, reject) => {
    for (const one of started) {
      void one.exited.then((code) => {
        if (stopping) return;
        reject(new Error(`${one.name} ended with code ${String(code)}.\n${one.tail()}`));
      });
    }
  });
  failed.catch(() => undefined);

  if (hosts.firestore !== undefined) {
    try {
      await loadRules(hosts.firestore, options.projectId, rules);
    } catch (error) {
      await stop();
      throw error;
    }
  }
  const [firestoreHost = '', firestorePort = '0'] = hosts.firestore?.split(':') ?? [];
  return {
    projectId: options.projectId,
    env: {
      GOOGLE_CLOUD_PROJECT: options.projectId,
      // The emulators want no credentials, so nobody need ask the machine's own server for some.
      METADATA_SERVER_DETECTION: 'none',
      ...(hosts.firestore === undefined ? {} : { [ENV_NAMES.firestore]: hosts.firestore }),
      ...(hosts.auth === undefined ? {} : { [ENV_NAMES.auth]: hosts.auth }),
    },
    authUrl: hosts.auth === undefined ? '' : `http://${hosts.auth}`,
    functionsUrl: hosts.functions === undefined ? '' : `http://${hosts.functions}`,
    firestoreHost,
    firestorePort: Number(firestorePort),
    failed,
    stop,
  };
}

function plan(options: EmulatorOptions): Promise<StartedEmulators>[] {
  if (options.only.includes('functions')) return [startFirebaseCli(options)];
  return options.only.map((name) => {
    const host = name === 'functions' ? undefined : process.env[ENV_NAMES[name]];
    if (host !== undefined && host !== '') return Promise.resolve(running(name, host));
    return name === 'firestore'
      ? startFirestoreJar(options)
      : startFirebaseCli({ ...options, only: [name] });
  });
}

/** All of them, or none is left running. */
async function startAll(starting: Promise<StartedEmulators>[]): Promise<StartedEmulators[]> {
  const results = await Promise.allSettled(starting);
  const failure = results.find((result) => result.status === 'rejected');
  const started = results.flatMap((result) =>
    result.status === 'fulfilled' ? [result.value] : [],
  );
  if (failure !== undefined) {
    await Promise.all(started.map((one) => one.stop()));
    throw failure.reason;
  }
  return started;
}

function running(name: EmulatorName, host: string): StartedEmulators {
  return {
    hosts: { [name]: host },
    name: `the ${name} emulator at ${host}`,
    exited: new Promise(() => undefined),
    tail: () => '',
    stop: () => Promise.resolve(),
  };
}
