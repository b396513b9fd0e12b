import { findCommand } from '../machine/command.mjs';
import { findFirestoreJar } from '../machine/firestore-jar.mjs';
import type { FirestoreJar } from '../machine/firestore-jar.mjs';
import { startProcess } from '../processes/start-process';
import { answers, waitUntil } from '../processes/wait-until';
import { freePorts } from './free-ports';
import { withFreshPorts } from './port-retry';
import type { EmulatorOptions, StartedEmulators } from './start';

const START_TIMEOUT_MS = 120_000;

export const JAVA_MISSING =
  'Java is missing, and the Firestore emulator runs on it. Install it: apt-get install -y openjdk-17-jre-headless';

const FIRESTORE_EMULATOR_MISSING =
  'The Firestore emulator is missing, and it could not be downloaded. Install it: ' +
  'npx firebase setup:emulators:firestore, or apt-get install -y google-cloud-cli-firestore-emulator';

/** Starts the emulator's jar itself: some seconds faster than through firebase-tools. */
export async function startFirestoreJar(options: EmulatorOptions): Promise<StartedEmulators> {
  const java = findCommand('java');
  if (java === null) throw new Error(JAVA_MISSING);
  const jar = findFirestoreJar() ?? (await downloadFirestoreJar(options));

  return withFreshPorts(async () => {
    const [port, websocketPort] = await freePorts(2);
    const host = `127.0.0.1:${String(port)}`;
    const emulator = startProcess({
      name: 'the Firestore emulator',
      command: java,
      args: [
        '-Duser.language=en',
        ...(jar.mainClass === null ? ['-jar', jar.path] : ['-cp', jar.path, jar.mainClass]),
        ...['--host', '127.0.0.1', '--port', String(port)],
        ...['--websocket_port', String(websocketPort)],
      ],
      ...(options.onOutput === undefined ? {} : { onOutput: options.onOutput }),
    });
    try {
      await waitUntil(emulator, () => answers(`http://${host}/`), START_TIMEOUT_MS);
    } catch (error) {
      await emulator.stop();
      throw error;
    }
    return { ...emulator, hosts: { firestore: host } };
  });
}

async function downloadFirestoreJar(options: EmulatorOptions): Promise<FirestoreJar> {
  const named = process.env.FIRESTORE_EMULATOR_BINARY_PATH;
  if (named) {
    throw new Error(
      `FIRESTORE_EMULATOR_BINARY_PATH names ${named}, and there is no such file. Correct it, or unset it.`,
    );
  }
  const { runFirebaseCli } = await import('./firebase-cli');
  options.onOutput?.('Downloading the Firestore emulator with firebase-tools …\n');
  const download = runFirebaseCli(['setup:emulators:firestore'], {});
  const code = await download.exited;
  const jar = findFirestoreJar();
  if (code !== 0 || jar === null) {
    const reasons = download.tail().match(/^Error:.*$/gm) ?? [];
    throw new Error([FIRESTORE_EMULATOR_MISSING, ...reasons].join('\n'));
  }
  return jar;
}
