/**
 * `npm run emulators`: Auth and Firestore until Ctrl-C. Prints what a shell needs to use them:
 * `eval "$(…)"` or a copy will do.
 */
import { startEmulators } from './start';

const projectId = process.env.GOOGLE_CLOUD_PROJECT ?? 'demo-firelane';

try {
  const emulators = await startEmulators({
    projectId,
    only: ['auth', 'firestore'],
    onOutput: (text) => process.stderr.write(text),
  });
  for (const [name, value] of Object.entries(emulators.env)) {
    process.stdout.write(`export ${name}=${value}\n`);
  }
  process.stderr.write('The emulators run until Ctrl-C.\n');

  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
  await Promise.race([asked, emulators.failed]);
  await emulators.stop();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
