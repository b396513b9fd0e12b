import { settingsSchema } from '../lib/cluster/settings';
import { cryptoEntropy } from '../lib/environment/crypto-entropy';
import { pinoLog } from '../lib/environment/pino-log';
import { systemClock } from '../lib/environment/system-clock';
import { closeAdminApp } from '../lib/firebase/admin/close';
import { adminFirestore } from '../lib/firebase/admin/firestore';
import { createQueue } from '../lib/queue/create-queue';
import type { Engine } from '../lib/queue/engine';
import { NO_TRACES } from '../lib/queue/ports/environment';
import type { Queue } from '../lib/queue/queue';
import { fixedSettings } from '../lib/queue/settings-follower';
import type { Work } from '../lib/queue/work';
import { Worker } from '../lib/queue/worker/worker';
import { createFirestoreStores } from '../lib/stores/firestore';
import { noopKind } from './noop';

/** As a deployment has them when it says nothing. */
export const HEARTBEAT_MS = 5_000;
export const SERVER_TIMEOUT_MS = 15_000;

/** What Firestore would bill. */
export interface Operations {
  reads: number;
  writes: number;
  deletes: number;
}

export interface Lane {
  projectId: string;
  engine: Engine;
  queue: Queue;
  /** Counted since the lane was opened. */
  operations: Operations;
  worker(work: Work, slots: number): Worker;
  close(): Promise<void>;
}

/** A plan that no measurement reaches: the limiter's work is done, and it admits. */
export const UNLIMITED = {
  plans: { default: { requestsPerMinute: 10_000_000, burstLimit: 10_000_000 } },
};

/** The real engine over the emulator, in a project of its own, with every operation counted. */
export function openLane(projectId: string): Lane {
  const emulatorHost = process.env.FIRESTORE_EMULATOR_HOST;
  if (emulatorHost === undefined) throw new Error('FIRESTORE_EMULATOR_HOST is not set');
  const operations: Operations = { reads: 0, writes: 0, deletes: 0 };
  const stores = createFirestoreStores(adminFirestore(projectId), {
    projectId,
    emulatorHost,
    meter: {
      reads: (count) => (operations.reads += count),
      writes: (count) => (operations.writes += count),
      deletes: (count) => (operations.deletes += count),
    },
  });
  const engine: Engine = {
    ...stores,
    settings: fixedSettings(settingsSchema.parse(UNLIMITED)),
    tracer: NO_TRACES,
    clock: systemClock,
    entropy: cryptoEntropy,
    log: pinoLog({ name: 'bench', level: process.env.LOG_LEVEL ?? 'warn' }),
    kindOf: (name) => (name === noopKind.name ? noopKind : undefined),
  };
  return {
    projectId,
    engine,
    queue: createQueue(engine, { serverTimeoutMs: SERVER_TIMEOUT_MS }),
    operations,
    worker: (work, slots) =>
      new Worker(engine, [work], {
        serverId: cryptoEntropy.id(),
        concurrency: { ai_processing: slots },
        heartbeatMs: HEARTBEAT_MS,
        serverTimeoutMs: SERVER_TIMEOUT_MS,
        dueMs: 2_000,
        sweepMs: 30_000,
        drainMs: 1_000,
        version: 'bench',
      }),
    close: async () => {
      await stores.close();
      await closeAdminApp(projectId);
    },
  };
}
