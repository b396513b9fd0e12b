import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { WORKER } from '@/scripts/build/worker-bundle';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const ROOT = path('../..');
const GUARD = path('../../scripts/processes/guard.mjs');
/** After SIGTERM, when a test ends while a worker still runs. Milliseconds. */
const GRACE_MS = 5_000;

interface LogLine {
  msg: string;
  server?: string;
}

export interface WorkerProcess {
  serverId: string;
  signal(name: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): void;
  /** The exit code: 137 after SIGKILL. */
  exited: Promise<number>;
}

interface Started {
  kill: () => void;
  exited: Promise<number>;
}

const started = new Set<Started>();

/**
 * Starts the built worker as a deployment does. Its guard ends it, and whatever it started, even when this
 * process is killed.
 */
export async function startWorkerProcess(env: Record<string, string>): Promise<WorkerProcess> {
  const guard = spawn(process.execPath, [GUARD, String(GRACE_MS), process.execPath, WORKER], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...env },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  guard.stdin.on('error', () => undefined);
  const exited = new Promise<number>((resolve) => {
    guard.once('close', (code) => resolve(code ?? 1));
  });
  const running: Started = {
    exited,
    kill: () => {
      // A stopped process hears nothing else.
      for (const pid of childrenOf(guard.pid)) send(pid, 'SIGKILL');
      guard.stdin.end('stop\n');
    },
  };
  started.add(running);
  void exited.then(() => started.delete(running));

  const serverId = await new Promise<string>((resolve, reject) => {
    let output = '';
    guard.stderr.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-20_000);
      for (const line of output.split('\n')) {
        const read = parsed(line);
        if (read?.msg === 'worker started' && read.server !== undefined) resolve(read.server);
      }
    });
    void exited.then((code) => reject(new Error(`the worker ended with ${code}: ${output}`)));
  });
  const [pid] = childrenOf(guard.pid);
  if (pid === undefined) throw new Error('the worker has no process');
  return { serverId, exited, signal: (name) => send(pid, name) };
}

/** Ends every worker that still runs, stopped ones too. */
export async function endWorkerProcesses(): Promise<void> {
  await Promise.all(
    [...started].map(({ kill, exited }) => {
      kill();
      return exited;
    }),
  );
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function childrenOf(parent: number | undefined): number[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, ppid]) => ppid === parent)
    .flatMap(([pid]) => (pid === undefined ? [] : [pid]));
}

function parsed(line: string): LogLine | null {
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return null;
  }
}
