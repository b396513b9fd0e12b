import { stopAllProcesses } from './start-process';

const PARENT_CHECK_MS = 1_000;

export interface CommandContext {
  /** What is to be done at the end, however it comes; the last one first. */
  atEnd(call: () => Promise<void>): void;
  /** Resolves when somebody wants the command to end. */
  asked: Promise<void>;
}

/**
 * Runs a command of this project and exits with the code that it answers. A failure is told in its own words
 * and is code 1. Ctrl-C, SIGTERM, a closed terminal or the end of the parent end it with `codeWhenAsked`.
 * Whatever the end is, no process that it started is left.
 */
export async function runCommand(
  command: (context: CommandContext) => Promise<number>,
  codeWhenAsked: number,
): Promise<never> {
  const ends: (() => Promise<void>)[] = [];
  const asked = stopAsked();
  let code: number;
  try {
    code = await Promise.race([
      command({ atEnd: (call) => ends.unshift(call), asked }),
      asked.then(() => codeWhenAsked),
    ]);
  } catch (error) {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    code = 1;
  }
  await stopAllProcesses();
  for (const end of ends) await end();
  process.exit(code);
}

function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    let asked = 0;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        asked += 1;
        // Who asks twice does not want to wait; the guards end what is left.
        if (asked > 1) process.exit(1);
        resolve();
      });
    }
    // npm does not hand every signal on: the end of the shell that it started us from is one, too.
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) resolve();
    }, PARENT_CHECK_MS).unref();
    process.stdout.on('error', () => {
      resolve();
    });
  });
}
