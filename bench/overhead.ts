import { setTimeout as wait } from 'node:timers/promises';

import { settingsSchema } from '../lib/cluster/settings';
import { cryptoEntropy } from '../lib/environment/crypto-entropy';
import { pinoLog } from '../lib/environment/pino-log';
import { systemClock } from '../lib/environment/system-clock';
import { closeAdminApp } from '../lib/firebase/admin/close';
import { adminFirestore } from '../lib/firebase/admin/firestore';
import { AlertDuty } from '../lib/queue/alerts/alert-duty';
import { createQueue } from '../lib/queue/create-queue';
import type { Engine } from '../lib/queue/engine';
import { NO_TRACES } from '../lib/queue/ports/environment';
import { ProviderGate } from '../lib/queue/providers/provider-gate';
import { fixedSettings } from '../lib/queue/settings-follower';
import { StatsDuty } from '../lib/queue/stats/stats-duty';
import { Worker } from '../lib/queue/worker/worker';
import { createFirestoreStores } from '../lib/stores/firestore';
import { UNLIMITED } from './lane';
import { noopKind, noopWork } from './noop';
import { printTable } from './table';

const JOBS_PER_SECOND = 50;
const USERS = 20;
/** A machine that is too slow for the rate is measured at its own. */
const MOST_UNDER_WAY = 40;
const WARM_SECONDS = 15;
const SECONDS = 60;

const USAGE = { inputTokens: 400, outputTokens: 80, cost: 0.0001, cached: false };

const KEY = { id: 'key:bench', label: 'openai #1' };

/** Limits that hold a call up now and then, so that permits are taken as they are in earnest. */
const SETTINGS = settingsSchema.parse({
  ...UNLIMITED,
  keys: {
    openai: { requestsPerMinute: 6_000, tokensPerMinute: 6_000_000, concurrentRequests: 200 },
  },
});

/** One part of the engine, with what it asks of Firestore counted by itself. */
interface Part {
  engine: Engine;
  counted: { reads: number; writes: number };
  close(): Promise<void>;
}

function openPart(projectId: string): Part {
  const counted = { reads: 0, writes: 0 };
  const stores = createFirestoreStores(adminFirestore(projectId), {
    projectId,
    emulatorHost: process.env.FIRESTORE_EMULATOR_HOST,
    meter: {
      reads: (count) => (counted.reads += count),
      writes: (count) => (counted.writes += count),
      deletes: () => undefined,
    },
  });
  const engine: Engine = {
    ...stores,
    settings: fixedSettings(SETTINGS),
    tracer: NO_TRACES,
    clock: systemClock,
    entropy: cryptoEntropy,
    log: pinoLog({ name: 'bench', level: process.env.LOG_LEVEL ?? 'warn' }),
    kindOf: (name) => (name === noopKind.name ? noopKind : undefined),
  };
  return { engine, counted, close: () => stores.close() };
}

/** What limits, breakers, metrics and alerts cost: operations a job, part by part, at a steady rate. */
export async function overhead(): Promise<void> {
  const projectId = `demo-overhead-${process.pid}`;
  const parts = {
    'submit, with its limiter': openPart(projectId),
    'worker: heartbeats, leadership, claims, results': openPart(projectId),
    'permits, breakers and adaptive limits': openPart(projectId),
    'statistics and alerts': openPart(projectId),
  };
  const [submits, working, providers, statistics] = Object.values(parts) as [
    Part,
    Part,
    Part,
    Part,
  ];
  const gate = new ProviderGate(providers.engine, {
    serverId: 'bench',
    titleOf: (provider) => provider,
  });
  gate.start();
  let ran = 0;
  const answers = noopWork(() => (ran += 1));
  const work = {
    ...answers,
    run: async (input: unknown, context: Parameters<typeof answers.run>[1]) => {
      const { signal } = context;
      const call = { provider: 'openai', model: 'bench', keys: [KEY], estimatedTokens: 500 };
      const permit = await gate.enter({ ...call, signal });
      permit.settle({ ok: true, tokens: 480 });
      context.addUsage({ ...USAGE, provider: 'openai', model: 'bench' });
      return answers.run(input, context);
    },
  };
  const duty = new StatsDuty(statistics.engine, 'bench');
  const alerts = new AlertDuty(
    statistics.engine,
    () => duty.latest,
    () => Promise.resolve(),
  );
  const options = {
    serverId: 'bench',
    concurrency: { ai_processing: 16 },
    heartbeatMs: 5_000,
    serverTimeoutMs: 15_000,
    dueMs: 2_000,
    sweepMs: 30_000,
    drainMs: 1_000,
    version: 'bench',
  };
  const worker = new Worker(working.engine, [work], options, [duty, alerts]);
  await worker.start();
  const stop = new AbortController();
  const submitting = submitSteadily(submits.engine, stop.signal);

  await wait(WARM_SECONDS * 1_000);
  const before = { ran, parts: Object.values(parts).map(({ counted }) => ({ ...counted })) };
  await wait(SECONDS * 1_000);
  const jobs = ran - before.ran;
  const rows = Object.entries(parts).map(([name, { counted }], index) => {
    const start = before.parts[index] ?? { reads: 0, writes: 0 };
    const reads = counted.reads - start.reads;
    const writes = counted.writes - start.writes;
    const aSecond = (reads + writes) / SECONDS;
    return [name, (reads / jobs).toFixed(3), (writes / jobs).toFixed(3), aSecond.toFixed(2)];
  });
  stop.abort();
  await submitting;
  await worker.stop();
  await gate.close();
  for (const part of Object.values(parts)) await part.close();
  await closeAdminApp(projectId);
  printTable(
    `What ${(jobs / SECONDS).toFixed(0)} jobs a second ask of Firestore: one worker, each job one call of a model`,
    ['part', 'reads a job', 'writes a job', 'operations a second'],
    rows,
  );
}

/** New jobs of several people at the rate that is measured, until the signal. */
async function submitSteadily(engine: Engine, signal: AbortSignal): Promise<void> {
  const queue = createQueue(engine, { serverTimeoutMs: 15_000 });
  const startedAt = performance.now();
  const under = new Set<Promise<unknown>>();
  for (let n = 0; !signal.aborted; n++) {
    const due = startedAt + (n * 1_000) / JOBS_PER_SECOND - performance.now();
    if (due > 0) await wait(due);
    if (under.size >= MOST_UNDER_WAY) await Promise.race(under);
    const submit = queue.submit({ kind: noopKind.name, userId: `user-${n % USERS}`, input: { n } });
    under.add(submit);
    void submit.finally(() => under.delete(submit));
  }
  await Promise.all(under);
}
