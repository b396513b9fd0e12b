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
import { steadily } from './steadily';
import { printTable } from './table';

const JOBS_PER_SECOND = 50;
/** What a call of the model takes. Milliseconds. */
const CALL_MS = 200;
const SLOTS = 64;
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

interface Spent {
  name: string;
  /** Jobs, or submits. */
  per: number;
  reads: number;
  writes: number;
}

const NOTHING = { reads: 0, writes: 0 };

/** What limits, breakers, metrics and alerts cost: operations a job, part by part, at a steady rate. */
export async function overhead(): Promise<void> {
  const projectId = `demo-overhead-${process.pid}`;
  const parts: Record<string, Part> = {
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
      await wait(CALL_MS);
      permit.settle({ ok: true, tokens: 480 });
      context.addUsage({ ...USAGE, provider: 'openai', model: 'bench' });
      return answers.run(input, context);
    },
  };
  const duty = new StatsDuty(statistics.engine, 'bench', () => []);
  const alerts = new AlertDuty(
    statistics.engine,
    () => duty.latest,
    () => Promise.resolve(),
  );
  const options = {
    serverId: 'bench',
    concurrency: { ai_processing: SLOTS },
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
  const queue = createQueue(submits.engine, { serverTimeoutMs: 15_000 });
  let submitted = 0;
  const rate = { perSecond: JOBS_PER_SECOND, mostUnderWay: MOST_UNDER_WAY, signal: stop.signal };
  const submitting = steadily(rate, async (n) => {
    await queue.submit({ kind: noopKind.name, userId: `user-${n % USERS}`, input: { n } });
    submitted += 1;
  });

  const counts = () => ({
    submitted,
    ran,
    parts: Object.values(parts).map(({ counted }) => ({ ...counted })),
  });
  await wait(WARM_SECONDS * 1_000);
  const before = counts();
  await wait(SECONDS * 1_000);
  const after = counts();
  const jobs = after.ran - before.ran;
  const spent = Object.keys(parts).map((name, index) => {
    const [start, end] = [before.parts[index] ?? NOTHING, after.parts[index] ?? NOTHING];
    const per = parts[name] === submits ? after.submitted - before.submitted : jobs;
    return { name, per, reads: end.reads - start.reads, writes: end.writes - start.writes };
  });
  const rows = [...spent, together('permits and statistics together', spent.slice(-2))].map(
    ({ name, per, reads, writes }) => [
      name,
      (reads / per).toFixed(3),
      (writes / per).toFixed(3),
      ((reads + writes) / per).toFixed(3),
      ((reads + writes) / SECONDS).toFixed(2),
    ],
  );
  stop.abort();
  await submitting;
  await worker.stop();
  await gate.close();
  for (const part of Object.values(parts)) await part.close();
  await closeAdminApp(projectId);
  printTable(
    `What ${(jobs / SECONDS).toFixed(1)} jobs a second for ${SECONDS} s ask of Firestore, after ${WARM_SECONDS} s: one worker, each job one call of a model`,
    ['part', 'reads a job', 'writes a job', 'both', 'operations a second'],
    rows,
  );
}

/** What was spent on the same jobs. */
function together(name: string, parts: readonly Spent[]): Spent {
  const sum = (of: (part: Spent) => number): number =>
    parts.reduce((total, part) => total + of(part), 0);
  const per = parts[0]?.per ?? NaN;
  return { name, per, reads: sum(({ reads }) => reads), writes: sum(({ writes }) => writes) };
}
