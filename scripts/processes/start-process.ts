import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const GUARD = fileURLToPath(new URL('./guard.mjs', import.meta.url));
const TAIL_LENGTH = 8_000;

export interface ProcessOptions {
  /** For messages: "the worker". */
  name: string;
  command: string;
  args: readonly string[];
  cwd?: string;
  /** The whole environment; that of this process when absent. */
  env?: NodeJS.ProcessEnv;
  /** How long it may take to end by itself after SIGTERM. Milliseconds. */
  graceMs?: number;
  /** Each piece of output, as it comes. */
  onOutput?: (text: string) => void;
  /** True: it prints where this process prints, and `tail` stays empty. */
  inheritOutput?: boolean;
  /** What is left to do once it has ended. */
  cleanUp?: () => Promise<void>;
}

export interface RunningProcess {
  name: string;
  /** Resolves with the exit code once it, and everything that it started, has ended. */
  exited: Promise<number>;
  /** The end of what it printed, both streams. */
  tail(): string;
  /** SIGTERM, then SIGKILL after the grace; resolves when nothing of it is left. */
  stop(): Promise<void>;
  /** SIGKILL, as when its machine is taken away; resolves when nothing of it is left. */
  kill(): Promise<void>;
}

const running = new Set<RunningProcess>();

/** Ends everything that was started here and still runs, the newest first: what it needs ends after it. */
export async function stopAllProcesses(): Promise<void> {
  for (const one of [...running].reverse()) await one.stop();
}

/**
 * Starts a command under a guard: whatever becomes of this process (a return, a crash, SIGKILL), the command
 * and every process that it started end.
 */
export function startProcess(options: ProcessOptions): RunningProcess {
  const output = options.inheritOutput === true ? 'inherit' : 'pipe';
  const guard = spawn(
    process.execPath,
    [GUARD, String(options.graceMs ?? 5_000), options.command, ...options.args],
    {
      stdio: ['pipe', output, output],
      env: options.env ?? process.env,
      // A group of its own: Ctrl-C in the terminal reaches us alone, and we end things in order.
      detached: true,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    },
  );

  let tail = '';
  const read = (chunk: Buffer): void => {
    const text = chunk.toString();
    tail = (tail + text).slice(-TAIL_LENGTH);
    options.onOutput?.(text);
  };
  guard.stdout?.on('data', read);
  guard.stderr?.on('data', read);
  // The guard may end between our last look and our 'stop'.
  guard.stdin?.on('error', () => undefined);

  const closed = new Promise<number>((resolve, reject) => {
    guard.once('error', reject);
    guard.once('close', (code) => {
      resolve(code ?? 1);
    });
  });
  const started: RunningProcess = {
    name: options.name,
    exited: closed.then(async (code) => {
      running.delete(started);
      await options.cleanUp?.();
      return code;
    }),
    tail: () => tail,
    async stop() {
      guard.stdin?.end('stop\n');
      await started.exited;
    },
    async kill() {
      guard.stdin?.write('kill\n');
      await started.exited;
    },
  };
  running.add(started);
  return started;
}
