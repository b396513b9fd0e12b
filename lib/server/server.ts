import { type Config, readConfig } from '../config';
import { cryptoEntropy } from '../environment/crypto-entropy';
import type { MediaStore } from '../media/storage/media-store';
import { openMediaStore } from '../media/storage/open-media-store';
import { modelsConfigFromEnv } from '../models/providers/env';
import { createQueue } from '../queue/create-queue';
import type { Engine } from '../queue/engine';
import type { Log } from '../queue/ports/environment';
import { createWebhooks } from '../queue/webhooks/create-webhooks';
import type { Webhooks } from '../queue/webhooks/webhooks';
import type { Invocation } from '../queue/worker/invocation';
import type { Worker } from '../queue/worker/worker';
import { openEngine } from './engine';
import { type Models, openModels } from './models';
import { createRunners } from './runners';
import { webhookTools } from './webhook-tools';
import { composeWork } from './work';

/** Everything that a process of Firelane is made of. */
export interface Server {
  config: Config;
  log: Log;
  engine: Engine;
  queue: ReturnType<typeof createQueue>;
  webhooks: Webhooks;
  media: MediaStore;
  models: Pick<Models, 'language' | 'speech'>;
  /** What alerts are signed with on their way to the administrators’ address. */
  alertSecret(): string;
  /** A long-lived worker; it does nothing before `start`. */
  createWorker(): Worker;
  /** The engine within one invocation of a function that may take `budgetMs`. */
  createInvocation(budgetMs: number): Invocation;
  /** Deals with the recurring jobs' ticks, where no worker leads. */
  tickSchedules(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The composition root: with its folder the only place that picks a store, a clock and the models.
 * @param role what the process is, as the monitor names it
 * @throws ZodError naming each environment variable that is wrong
 */
export function createServer(
  env: Record<string, string | undefined>,
  role: 'worker' | 'function' = 'worker',
): Server {
  const serverId = `${role}-${cryptoEntropy.id()}`;
  const config = readConfig(env);
  const modelsConfig = modelsConfigFromEnv(env);
  const { engine, close } = openEngine(config, env);
  const media = openMediaStore(config.media, config.dataDir);
  const models = openModels(modelsConfig, engine, serverId);
  const queue = createQueue(engine, { serverTimeoutMs: config.serverTimeoutMs });
  const tools = webhookTools(config);
  const webhooks = createWebhooks(engine, tools);
  const alertSecret = (): string => tools.secretOf('alerts', 1);
  const { deliver } = tools;
  const { gate } = models;
  const work = composeWork({ engine, queue, media, models, webhooks, deliver, alertSecret });
  return {
    config,
    log: engine.log,
    engine,
    queue,
    webhooks,
    media,
    models,
    alertSecret,
    ...createRunners({ serverId, config, engine, queue, gate, work }),
    close: async () => {
      await gate.close();
      await close();
    },
  };
}
