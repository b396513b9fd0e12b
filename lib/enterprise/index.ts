import 'server-only';

import { createServer, getServer, type Server } from '../server';
import { type EnterpriseConfiguration, environmentOf } from './configuration';
import {
  EnterpriseTranscriptionQueue,
  type EnterpriseStats,
  type QueuedTranscription,
  type TranscriptionOptions,
  type TranscriptionRequest,
} from './transcription-queue';

/** Kept on the global object: a bundler may load this module once for each of its entries. */
const holder = globalThis as typeof globalThis & {
  firelaneTranscriptionQueue?: Promise<EnterpriseTranscriptionQueue>;
};

/**
 * This process's transcription queue, made at the first call. Without a configuration it is the server's own
 * queue; with one, a server of that configuration, which in memory runs its jobs itself.
 * @throws ZodError for a configuration that is not one
 */
export function getEnterpriseTranscriptionQueue(
  configuration?: EnterpriseConfiguration,
): Promise<EnterpriseTranscriptionQueue> {
  holder.firelaneTranscriptionQueue ??= open(configuration).catch((error: unknown) => {
    delete holder.firelaneTranscriptionQueue;
    throw error;
  });
  return holder.firelaneTranscriptionQueue;
}

/** Queues one recording. @throws as `EnterpriseTranscriptionQueue.queueTranscription` */
export async function queueEnterpriseTranscription(
  request: TranscriptionRequest,
  options: TranscriptionOptions,
): Promise<QueuedTranscription> {
  return (await getEnterpriseTranscriptionQueue()).queueTranscription(request, options);
}

export async function getEnterpriseStats(): Promise<EnterpriseStats> {
  return (await getEnterpriseTranscriptionQueue()).stats();
}

async function open(
  configuration: EnterpriseConfiguration | undefined,
): Promise<EnterpriseTranscriptionQueue> {
  if (configuration === undefined) {
    const server = await getServer();
    const depth = server.config.store === 'memory' ? 'memory' : 'enterprise';
    return queueOf(server, depth);
  }
  const { depth, env } = environmentOf(configuration);
  const server = createServer({ ...process.env, ...env });
  if (depth === 'memory') await server.createWorker().start();
  return queueOf(server, depth);
}

function queueOf(
  server: Server,
  depth: 'memory' | 'firestore' | 'enterprise',
): EnterpriseTranscriptionQueue {
  return new EnterpriseTranscriptionQueue(server, {
    depth,
    maxBytes: server.config.maxUploadBytes,
  });
}
