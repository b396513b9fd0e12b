import type { DocumentSnapshot } from 'firebase-admin/firestore';

import { type Config, readConfig } from './config';
import { cryptoEntropy } from './environment/crypto-entropy';
import { cronerTicks } from './environment/croner-ticks';
import { pinoLog } from './environment/pino-log';
import { systemClock } from './environment/system-clock';
import { closeAdminApp } from './firebase/admin/close';
import { adminFirestore } from './firebase/admin/firestore';
import { deleteJob } from './http/delete-job';
import { kindOf } from './jobs/registry';
import type { MediaStore } from './media/storage/media-store';
import { openMediaStore } from './media/storage/open-media-store';
import { deleteExpired } from './media/uploads/expire-media';
import type { TextEngine } from './models/language/text-engine';
import { modelsConfigFromEnv } from './models/providers/env';
import { titleOfProvider } from './models/providers/name';
import { createSpeechChain } from './models/speech/configured-speech';
import type { SpeechChain } from './models/speech/chain';
import { bulkActions } from './queue/actions/bulk';
import { AlertDuty } from './queue/alerts/alert-duty';
import { announceAlert } from './queue/alerts/announce-alert';
import { createQueue } from './queue/create-queue';
import type { Engine } from './queue/engine';
import { expireAudit } from './queue/expire-audit';
import type { Log } from './queue/ports/environment';
import type { StoredJob } from './queue/ports/job-store';
import { ProviderGate } from './queue/providers/provider-gate';
import { SharedAnswers } from './queue/providers/shared-answers';
import { scheduleDuty, ScheduleKeeper } from './queue/schedules/schedule-keeper';
import { SettingsFollower } from './queue/settings-follower';
import { StatsDuty } from './queue/stats/stats-duty';
import { createWebhooks } from './queue/webhooks/create-webhooks';
import type { Webhooks, WebhookTools } from './queue/webhooks/webhooks';
import type { Work } from './queue/work';
import { Invocation } from './queue/worker/invocation';
import { Worker } from './queue/worker/worker';
import { createFirestoreStores } from './stores/firestore';
import { storedJob } from './stores/firestore/stored-job';
import { createMemoryStores } from './stores/memory';
import { openTelemetry } from './telemetry/open-telemetry';
import { alertSender } from './webhooks/alert-sender';
import { createDeliver } from './webhooks/deliver';
import { webhookSecret } from './webhooks/secret';
import { serverKey } from './webhooks/server-key';
import { allWork } from './work';
import { SCHEDULES } from './work/schedules';
import { createTextEngine } from './work/text/configured-engine';

/** Everything that a process of Firelane is made of. */
export interface Server {
  config: Config;
  log: Log;
  engine: Engine;
  queue: ReturnType<typeof createQueue>;
  webhooks: Webhooks;
  media: MediaStore;
  models: { language: TextEngine; speech: SpeechChain };
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
 * The composition root: the only place that picks a store, a clock and the models.
 * @throws ZodError naming each environment variable that is wrong
 */
export function createServer(env: Record<string, string | undefined>): Server {
  const config = readConfig(env);
  const modelsConfig = modelsConfigFromEnv(env);
  const log = pinoLog({ name: 'firelane', level: config.logLevel });
  const stores = openStores(config);
  const telemetry = openTelemetry(env);
  const settings = new SettingsFollower(
    { records: stores.records, clock: systemClock, log },
    config.settings,
  );
  settings.start();
  const engine: Engine = {
    jobs: stores.jobs,
    cluster: stores.cluster,
    records: stores.records,
    settings,
    clock: systemClock,
    entropy: cryptoEntropy,
    log,
    tracer: telemetry.tracer,
    kindOf,
  };
  const media = openMediaStore(config.media, config.dataDir);
  const gate = new ProviderGate(engine, {
    serverId: `process-${cryptoEntropy.id()}`,
    titleOf: titleOfProvider,
  });
  const cache = new SharedAnswers(engine);
  const text = createTextEngine(modelsConfig, { gate, cache });
  const speech = createSpeechChain(modelsConfig, { gate });
  const queue = createQueue(engine, { serverTimeoutMs: config.serverTimeoutMs });
  const bulk = bulkActions(queue, systemClock, (job) => deleteJob({ queue, media }, job));
  const maintenance = {
    files: () => deleteExpired(media, systemClock.now()),
    audit: () => expireAudit(engine),
  };
  const tools = webhookTools(config);
  const webhooks = createWebhooks(engine, tools);
  const alertSecret = (): string => tools.secretOf('alerts', 1);
  const alerts = alertSender(settings, { deliver: tools.deliver, secret: alertSecret });
  const work = allWork({ media, text, speech, bulk, maintenance, webhooks, alerts });
  const schedules = new ScheduleKeeper(engine, queue, SCHEDULES, cronerTicks);
  const measures = {
    memoryBytes: () => process.memoryUsage.rss(),
    adaptiveLimits: () => gate.adaptiveLimits(),
  };
  return {
    config,
    log,
    engine,
    queue,
    webhooks,
    media,
    models: { language: text, speech },
    alertSecret,
    createWorker: () => {
      const serverId = `worker-${cryptoEntropy.id()}`;
      gate.start();
      const statistics = new StatsDuty(engine, serverId);
      const concurrency = withWork(config.concurrency, work);
      return new Worker(engine, work, { ...config, concurrency, serverId, measures }, [
        statistics,
        new AlertDuty(engine, () => statistics.latest, announceAlert(engine, queue)),
        scheduleDuty(schedules),
      ]);
    },
    createInvocation: (budgetMs) => {
      gate.start();
      return new Invocation(engine, work, {
        serverId: `function-${cryptoEntropy.id()}`,
        concurrency: withWork(config.concurrency, work),
        budgetMs,
      });
    },
    tickSchedules: () => schedules.tick(null),
    close: async () => {
      await gate.close();
      settings.close();
      await stores.close();
      await telemetry.close();
    },
  };
}

/** The queues that hold some kind of job: to follow one that holds none would cost a listener. */
function withWork(
  concurrency: Readonly<Record<string, number>>,
  work: readonly Work[],
): Record<string, number> {
  const served = new Set<string>(work.map(({ kind }) => kind.queue));
  return Object.fromEntries(Object.entries(concurrency).filter(([queue]) => served.has(queue)));
}

/** A job as a trigger's event carries it; null when the document is gone. */
export function jobOfEvent(snapshot: DocumentSnapshot | undefined): StoredJob | null {
  return snapshot === undefined ? null : storedJob(snapshot);
}

/** Kept on the global object: a bundler may load this module once for each of its entries. */
const holder = globalThis as typeof globalThis & { firelaneServer?: Promise<Server> };

/** This process's server, made from its environment at the first use. A failed start is tried again by the next. */
export function getServer(): Promise<Server> {
  holder.firelaneServer ??= open().catch((error: unknown) => {
    delete holder.firelaneServer;
    throw error;
  });
  return holder.firelaneServer;
}

async function open(): Promise<Server> {
  const server = createServer(process.env);
  // Nobody else can see this process's memory, so it runs its jobs itself.
  if (server.config.store === 'memory') await server.createWorker().start();
  return server;
}

function webhookTools(config: Config): WebhookTools {
  const key = serverKey(config.secretKey, config.dataDir);
  const { webhooksAllowPrivate: allowPrivate } = config;
  return {
    deliver: createDeliver({ allowPrivate }),
    secretOf: (id, version) => webhookSecret(key(), id, version),
    allowPrivate,
  };
}

function openStores(config: Config): Pick<Engine, 'jobs' | 'cluster' | 'records'> & {
  close: () => Promise<void>;
} {
  if (config.store === 'memory') {
    return { ...createMemoryStores(systemClock), close: () => Promise.resolve() };
  }
  const { projectId } = config;
  const stores = createFirestoreStores(adminFirestore(projectId), {
    projectId,
    emulatorHost: config.firestoreEmulatorHost,
  });
  return {
    ...stores,
    close: async () => {
      await stores.close();
      await closeAdminApp(projectId);
    },
  };
}
