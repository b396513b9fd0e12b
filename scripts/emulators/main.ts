/**
 * `npm run emulators`: Auth and Firestore until Ctrl-C. Prints, on stdout alone, what a shell needs to use
 * them.
 */
import { runCommand } from '../processes/run-command';
import { startEmulators } from './start';

await runCommand(async ({ asked }) => {
  const emulators = await startEmulators({
    projectId: process.env.GOOGLE_CLOUD_PROJECT ?? 'demo-firelane',
    only: ['auth', 'firestore'],
    onOutput: (text) => process.stderr.write(text),
  });
  for (const [name, value] of Object.entries(emulators.env)) {
    process.stdout.write(`export ${name}=${value}\n`);
  }
  process.stderr.write('The emulators run until Ctrl-C.\n');
  await Promise.race([asked, emulators.failed]);
  return 0;
}, 0);
