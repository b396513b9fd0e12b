import 'server-only';

import { createServer, getServer, type Server } from '../server';
import {
  configurationText,
  type EnterpriseConfiguration,
  serverConfiguration,
} from './configuration';
import { ConfigurationError } from './configuration-error';
import { shareTuning } from './share-tuning';
import type { EnterpriseStats } from './stats';
import {
  EnterpriseTranscriptionQueue,
  type QueuedTranscription,
  type TranscriptionOptions,
  type TranscriptionRequest,
} from './transcription-queue';

/** The queue that stands, and what it was opened with: null for the server's own. */
interface Opened {
  configuration: string | null;
  queue: Promise<EnterpriseTranscriptionQueue>;
}

/** Kept on the global object: a bundler may load this module once for each of its entries. */
const holder = globalThis as typeof globalThis & { firelaneTranscriptionQueue?: Opened };

/** By configuration: an opening that failed is tried again with the server that it made. */
const servers = new Map<string, Server>();

/**
 * This process's transcription queue, opened at the first call; later calls answer the same one. Without a
 * configuration it is the server's own queue. With one it has a server of its own, whose configuration goes over the
 * environment field by field: at depth `memory` and `firestore` that server runs the jobs, at `enterprise` it shares
 * its limits, breaker and slots with the workers through the stored settings, where no administrator set others.
 * @throws ZodError for a configuration that is not one; ConfigurationError `already_configured` when the queue
 *   stands under another; StoreUnavailable
 */
export async function getEnterpriseTranscriptionQueue(
  configuration?: EnterpriseConfiguration,
): Promise<EnterpriseTranscriptionQueue> {
  const asked = configuration === undefined ? null : configurationText(configuration);
  const opened = (holder.firelaneTranscriptionQueue ??= {
    configuration: asked,
    queue: configuration === undefined ? openOwn() : open(configuration),
  });
  if (asked !== null && asked !== opened.configuration) throw new ConfigurationError();
  try {
    return await opened.queue;
  } catch (error) {
    if (holder.firelaneTranscriptionQueue === opened) delete holder.firelaneTranscriptionQueue;
    throw error;
  }
}

/** Queues one recording. @throws as `EnterpriseTranscriptionQueue.queueTranscription` */
export async function queueEnterpriseTranscription(
  request: TranscriptionRequest,
  options: TranscriptionOptions,
): Promise<QueuedTranscription> {
  return (await getEnterpriseTranscriptionQueue()).queueTranscription(request, options);
}

/** How the queue does; at most five seconds old. */
export async function getEnterpriseStats(): Promise<EnterpriseStats> {
  return (await getEnterpriseTranscriptionQueue()).stats();
}

async function openOwn(): Promise<EnterpriseTranscriptionQueue> {
  return queueOf(await getServer());
}

async function open(configuration: EnterpriseConfiguration): Promise<EnterpriseTranscriptionQueue> {
  const { depth, tuning, env } = serverConfiguration(configuration, process.env);
  const name = configurationText(configuration);
  const server = servers.get(name) ?? createServer(env);
  servers.set(name, server);
  if (depth === 'enterprise') {
    await shareTuning(server.engine, tuning);
    return queueOf(server);
  }
  const worker = server.createWorker();
  await worker.start();
  return queueOf(server, () => worker.stop());
}

function queueOf(server: Server, stop?: () => Promise<void>): EnterpriseTranscriptionQueue {
  const { maxUploadBytes: maxBytes } = server.config;
  return new EnterpriseTranscriptionQueue(server, { maxBytes, stop });
}
