import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { StoredSettings } from '../lib/cluster/settings';
import { QUEUES } from '../lib/jobs/queues';
import type { Queue } from '../lib/queue/queue';
import { createServer } from '../lib/server';
import { type ProviderServer, startProviderServer } from '../tests/providers/server';

/** Provider and model of every call, as settings and breakers name them. */
export const PROVIDER = 'openai';
const MODEL = 'bench';

/** The one that the workers serve: each further queue is a listener more, which the emulator evaluates at each write. */
const QUEUE = 'ai_processing';

export interface Deployment {
  projectId: string;
  /** Of a server that runs no job. */
  queue: Queue;
  /** The one provider that the workers know. */
  provider: ProviderServer;
  close(): Promise<void>;
}

/**
 * Whole workers as a deployment runs them, in a project of their own: each has its stores, its gate and its models,
 * and shares nothing with the others but this process. The provider is an HTTP server on the loopback that speaks
 * the wire format.
 */
export async function openDeployment(options: {
  name: string;
  workers: number;
  /** Jobs that each worker runs at once. */
  slots: number;
  settings: StoredSettings;
}): Promise<Deployment> {
  const projectId = `demo-${options.name}-${process.pid}`;
  const dataDir = await mkdtemp(join(tmpdir(), 'firelane-bench-'));
  const provider = await startProviderServer();
  const env = {
    FIRESTORE_EMULATOR_HOST: process.env.FIRESTORE_EMULATOR_HOST,
    GOOGLE_CLOUD_PROJECT: projectId,
    FIRELANE_DATA_DIR: dataDir,
    FIRELANE_SETTINGS: JSON.stringify(options.settings),
    FIRELANE_CONCURRENCY: Object.keys(QUEUES)
      .map((queue) => `${queue}=${queue === QUEUE ? options.slots : 0}`)
      .join(),
    FIRELANE_DRAIN_MS: '1000',
    FIRELANE_LANGUAGE_MODELS: `${PROVIDER}:${MODEL}`,
    OPENAI_API_KEY: 'bench',
    OPENAI_BASE_URL: provider.baseUrls.openai,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
  };
  const running = Array.from({ length: options.workers }, () => {
    const server = createServer(env);
    return { server, worker: server.createWorker() };
  });
  await Promise.all(running.map(({ worker }) => worker.start()));
  const submitter = createServer(env);
  return {
    projectId,
    queue: submitter.queue,
    provider,
    close: async () => {
      await Promise.all(running.map(({ worker }) => worker.stop()));
      for (const { server } of [...running, { server: submitter }]) await server.close();
      await provider.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A summary of a text that nobody has asked for before: one call of the model. */
export async function submitSummary(queue: Queue, userId: string, n: number): Promise<void> {
  const text = `Note ${n}. The meeting was moved from Monday to Tuesday, and everybody agreed.`;
  await queue.submit({ kind: 'summary', userId, input: { text } });
}
