import { ensureBuild } from '../build/ensure-build';
import { startEmulators } from '../emulators/start';
import { runCommand } from '../processes/run-command';
import { startProcess } from '../processes/start-process';

/** By convention, what Ctrl-C ended. */
const INTERRUPTED = 130;
/** Longer than a test's own cleaning up. */
const GRACE_MS = 15_000;

/**
 * For the emulators, in so far as nobody said otherwise. They live for minutes: the optimizing compiler took more
 * time than its code gave back (of 60 s of two processors, 21 s were left without it), and threads that collect
 * garbage only take turns with what is tested.
 */
const JAVA_OPTIONS = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC';

const args = process.argv.slice(2);
process.env.JAVA_TOOL_OPTIONS ??= JAVA_OPTIONS;

await runCommand(async () => {
  const [env] = await Promise.all([
    needs('emulated') || needs('browser') ? emulatorEnv() : {},
    needs('browser') ? ensureBuild((text) => process.stderr.write(text)) : false,
  ]);
  const tests = startProcess({
    name: 'vitest',
    command: process.execPath,
    args: ['node_modules/vitest/vitest.mjs', 'run', ...args],
    env: { ...process.env, ...env },
    graceMs: GRACE_MS,
    inheritOutput: true,
  });
  return tests.exited;
}, INTERRUPTED);

/** `--project NAME`, as vitest takes it, leaves out what only the other projects need. */
function needs(project: string): boolean {
  const chosen = args.flatMap((arg, at) => {
    if (arg.startsWith('--project=')) return [arg.slice('--project='.length)];
    return arg === '--project' ? (args[at + 1] ?? []) : [];
  });
  return chosen.length === 0 || chosen.includes(project);
}

async function emulatorEnv(): Promise<Record<string, string>> {
  const emulators = await startEmulators({ projectId: 'demo-test', only: ['auth', 'firestore'] });
  return emulators.env;
}
