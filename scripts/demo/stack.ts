import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildWorker, WORKER } from '../build/worker-bundle';
import { freePorts } from '../emulators/free-ports';
import type { CommandContext } from '../processes/run-command';
import { startProcess } from '../processes/start-process';
import type { RunningProcess } from '../processes/start-process';
import { waitUntil } from '../processes/wait-until';

const READY_TIMEOUT_MS = 180_000;
/** Longer than the worker's own drain, so that it can hand its jobs back. */
const WORKER_GRACE_MS = 10_000;

export interface Stack {
  url: string;
  app: RunningProcess;
  worker: RunningProcess;
}

/** Starts the app, from its production build, and one worker, and waits until a worker is alive for the app. */
export async function startStack(
  context: CommandContext,
  env: Record<string, string>,
  onOutput: (text: string) => void,
): Promise<Stack> {
  await buildWorker();
  const dataDir = await mkdtemp(join(tmpdir(), 'firelane-demo-'));
  context.atEnd(() => rm(dataDir, { recursive: true, force: true }));
  const shared: NodeJS.ProcessEnv = {
    ...process.env,
    ...env,
    FIRELANE_STORE: 'firestore',
    FIRELANE_DATA_DIR: dataDir,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  };
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${String(port)}`;
  const app = startProcess({
    name: 'the app',
    command: process.execPath,
    args: ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)],
    env: shared,
    onOutput,
  });
  const worker = startProcess({
    name: 'the worker',
    command: process.execPath,
    args: [WORKER],
    env: { ...shared, FIRELANE_DRAIN_MS: '2000' },
    graceMs: WORKER_GRACE_MS,
    onOutput,
  });
  const stack = { url, app, worker };
  await Promise.race([waitUntil(app, () => ready(url), READY_TIMEOUT_MS), ended(stack)]);
  return stack;
}

/** Rejects when a part of the stack ends, with what it printed last. */
export async function ended(stack: Stack): Promise<never> {
  return Promise.race(
    [stack.app, stack.worker].map(async (part): Promise<never> => {
      const code = await part.exited;
      throw new Error(`${part.name} ended with code ${String(code)}.\n${part.tail()}`);
    }),
  );
}

async function ready(url: string): Promise<true | undefined> {
  try {
    const response = await fetch(`${url}/api/readyz`, { signal: AbortSignal.timeout(5_000) });
    const { status } = (await response.json()) as { status?: string };
    return status === 'ready' ? true : undefined;
  } catch {
    return undefined;
  }
}
