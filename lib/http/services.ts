import 'server-only';

import type { Auth } from 'firebase-admin/auth';

import { getServer, type Server } from '@/lib/server';

import type { StoredSettings } from '../cluster/settings';
import type { LiveStats } from '../cluster/stats';
import { adminAuth } from '../firebase/admin/auth';
import type { Engine as ModelEngine } from '../jobs/kinds/engine';
import type { MediaStore } from '../media/storage/media-store';
import type { Engine } from '../queue/engine';
import type { Queue } from '../queue/queue';
import type { Webhooks } from '../queue/webhooks/webhooks';
import { type Callers, createCallers } from './caller';
import { liveStatsReader } from './live-stats';

/** What route handlers work with. */
export interface Services {
  queue: Queue;
  /** The queue's own parts, for what administrators see and steer. */
  engine: Engine;
  webhooks: Webhooks;
  media: MediaStore;
  /** Engines in the order in which they are tried. */
  engines: { language: readonly ModelEngine[]; speech: readonly ModelEngine[] };
  /** How many servers are alive and take jobs. @throws StoreUnavailable */
  liveWorkers(): Promise<number>;
  /** What the leader wrote last; null when no worker has ever run. @throws StoreUnavailable */
  liveStats(): Promise<LiveStats | null>;
  /** Opens the metrics; null: only to those who may see the monitor. */
  metricsToken: string | null;
  /** What alerts are signed with. */
  alertSecret(): string;
  auth: Auth;
  callers: Callers;
  /** Whether `X-Forwarded-*` come from a proxy of ours. */
  trustProxy: boolean;
  /** Bytes. */
  maxUploadBytes: number;
  /** How the deployment is tuned where no administrator said otherwise. */
  deployment: StoredSettings;
}

const services = new WeakMap<Server, Services>();

/** The process's services, made with its server at the first request. */
export async function getServices(): Promise<Services> {
  const server = await getServer();
  let made = services.get(server);
  if (made === undefined) {
    made = compose(server);
    services.set(server, made);
  }
  return made;
}

function compose(server: Server): Services {
  const { queue, engine, webhooks, media, models, config, alertSecret } = server;
  const auth = adminAuth(config.projectId);
  return {
    queue,
    engine,
    webhooks,
    media,
    engines: { language: models.language.engines, speech: models.speech.engines },
    liveWorkers: async () => (await queue.observer.live()).filter((one) => !one.draining).length,
    liveStats: liveStatsReader(engine.records, engine.clock),
    metricsToken: config.metricsToken,
    alertSecret,
    auth,
    callers: createCallers(auth, { trustProxy: config.trustProxy }),
    trustProxy: config.trustProxy,
    maxUploadBytes: config.maxUploadBytes,
    deployment: config.settings,
  };
}
