import { afterAll, afterEach } from 'vitest';
import { z } from 'zod';

import { cryptoEntropy } from '@/lib/environment/crypto-entropy';
import { pinoLog } from '@/lib/environment/pino-log';
import { systemClock } from '@/lib/environment/system-clock';
import { closeAdminApp } from '@/lib/firebase/admin/close';
import { adminFirestore } from '@/lib/firebase/admin/firestore';
import type { Job } from '@/lib/jobs/job';
import { defineKind, type JobKind } from '@/lib/jobs/kind';
import type { QueueName } from '@/lib/jobs/queues';
import type { Duty } from '@/lib/queue/cluster/duty';
import { createQueue } from '@/lib/queue/create-queue';
import type { Engine } from '@/lib/queue/engine';
import { NO_TRACES } from '@/lib/queue/ports/environment';
import type { JobStore } from '@/lib/queue/ports/job-store';
import type { Queue } from '@/lib/queue/queue';
import { fixedSettings } from '@/lib/queue/settings-follower';
import type { Work, WorkContext } from '@/lib/queue/work';
import { Worker, type WorkerOptions } from '@/lib/queue/worker/worker';
import { createFirestoreStores } from '@/lib/stores/firestore';

import { until } from '../../conformance/observed';
import { GENEROUS_SETTINGS } from '../../generous-settings';
import { emulatorHost } from '../database';

/** What Firestore would bill for jobs; servers and locks are not counted. */
export interface Operations {
  reads: number;
  writes: number;
  deletes: number;
}

export type Run = (input: ProbeInput, context: WorkContext) => Promise<unknown>;

const probeInput = z.object({ n: z.number().default(0), text: z.string().default('') });

export type ProbeInput = z.output<typeof probeInput>;

function probe(name: string, queue: QueueName): JobKind {
  return defineKind({
    name,
    title: 'Probe',
    description: 'Does what its test says.',
    queue,
    input: probeInput,
    output: z.object({ n: z.number(), text: z.string() }),
    retry: { maxAttempts: 2, backoffMs: 50, maxBackoffMs: 100 },
    timeLimitMs: 60_000,
    shareMs: 1,
    retentionMs: 60 * 60_000,
    titleOf: ({ n }) => `probe ${n}`,
    subjectOf: () => null,
  });
}

const KINDS = [probe('probe', 'ai_processing'), probe('media_probe', 'media_processing')];

/** What one worker has that the others do not. */
export interface OwnParts {
  engine?: Partial<Engine>;
  /** Of a leader, besides those that every worker has. */
  duties?: readonly Duty[];
}

export interface TestEngine {
  engine: Engine;
  queue: Queue;
  /** Counted since the engine was opened; a test may set them back. */
  operations: Operations;
  /** Another process's queue over the same database. */
  anotherQueue(): Queue;
  work(run: Run): Work[];
  /** A worker that has started; it is stopped after the test at the latest. */
  startWorker(run: Run, options?: Partial<WorkerOptions>, own?: OwnParts): Promise<Worker>;
  submit(input?: Partial<ProbeInput>, request?: object): Promise<Job>;
  /** The job once it is in one of these states, heard by a listener. */
  reaches(id: string, ...states: Job['state'][]): Promise<Job>;
}

let opened = 0;

/** The real engine over an empty database of its own within the emulator. */
export function openEngine(name: string, wrap: (jobs: JobStore) => JobStore = (jobs) => jobs) {
  const projectId = `demo-engine-${name}-${process.pid}-${++opened}`;
  const options = { projectId, emulatorHost: emulatorHost() };
  const operations: Operations = { reads: 0, writes: 0, deletes: 0 };
  const db = adminFirestore(projectId);
  const counted = createFirestoreStores(db, {
    ...options,
    meter: {
      reads: (count) => (operations.reads += count),
      writes: (count) => (operations.writes += count),
      deletes: (count) => (operations.deletes += count),
    },
  });
  const uncounted = createFirestoreStores(db, options);
  const engine: Engine = {
    jobs: wrap(counted.jobs),
    cluster: uncounted.cluster,
    records: uncounted.records,
    settings: fixedSettings(GENEROUS_SETTINGS),
    tracer: NO_TRACES,
    clock: systemClock,
    entropy: cryptoEntropy,
    log: pinoLog({ name: 'test', level: process.env.LOG_LEVEL ?? 'silent' }),
    kindOf: (kind) => KINDS.find((one) => one.name === kind),
  };
  const workers = new Set<Worker>();
  const anotherQueue = (): Queue => createQueue(engine, { serverTimeoutMs: 2_000 });
  const queue = anotherQueue();

  afterEach(async () => {
    await Promise.all([...workers].map((worker) => worker.stop()));
    workers.clear();
  });
  afterAll(async () => {
    await counted.close();
    await uncounted.close();
    await closeAdminApp(projectId);
  });

  const work = (run: Run): Work[] =>
    KINDS.map((kind) => ({ kind, run: (input, context) => run(input as ProbeInput, context) }));
  const test: TestEngine = {
    engine,
    queue,
    operations,
    anotherQueue,
    work,
    startWorker: async (run, changed = {}, own = {}) => {
      const options = {
        serverId: cryptoEntropy.id(),
        concurrency: { ai_processing: 4, media_processing: 2 },
        heartbeatMs: 300,
        serverTimeoutMs: 3_000,
        dueMs: 50,
        sweepMs: 500,
        drainMs: 0,
        version: 'test',
        ...changed,
      };
      const worker = new Worker({ ...engine, ...own.engine }, work(run), options, own.duties);
      workers.add(worker);
      await worker.start();
      return worker;
    },
    submit: async (input = {}, request = {}) => {
      const { job } = await queue.submit({ kind: 'probe', userId: 'ann', input, ...request });
      return job;
    },
    reaches: async (id, ...states) => {
      const seen = until<Job | null>((observer) => uncountedWatch(uncounted.jobs, id, observer));
      try {
        const job = await seen.match((now) => now !== null && states.includes(now.state));
        if (job === null) throw new Error('the job is gone');
        return job;
      } finally {
        seen.stop();
      }
    },
  };
  return test;
}

function uncountedWatch(
  jobs: JobStore,
  id: string,
  observer: { next(job: Job | null): void; error(error: unknown): void },
): () => void {
  return jobs.watchJob(id, {
    next: (stored) => observer.next(stored?.job ?? null),
    error: (error) => observer.error(error),
  });
}

/** Answers its input. */
export const echo: Run = ({ n, text }) => Promise.resolve({ n, text });

/** Waits until the attempt is aborted; `begun` hears when it waits. */
export function untilAborted(begun: () => void = () => undefined): Run {
  return (_, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      begun();
    });
}

/** Work that goes on until the test lets it, and what runs of it now. */
export function heldWork(): {
  run: Run;
  running: { n: number; job: Job }[];
  /** Lets the oldest that fits end. */
  end(fits: (job: Job) => boolean): void;
  /** Lets everything end, also what begins later. */
  endAll(): void;
} {
  const running: { n: number; job: Job; go: () => void }[] = [];
  let all = false;
  return {
    running,
    run: async (input, { job, signal }) => {
      const held = signalled();
      const one = { n: input.n, job, go: () => held.resolve() };
      running.push(one);
      signal.addEventListener('abort', one.go);
      if (!all) await held.promise;
      running.splice(running.indexOf(one), 1);
      signal.throwIfAborted();
      return input;
    },
    end: (fits) => {
      running.find(({ job }) => fits(job))?.go();
    },
    endAll: () => {
      all = true;
      for (const { go } of running) go();
    },
  };
}

/** A promise, and what fulfils it. */
export function signalled<T = void>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((fulfil) => (resolve = fulfil));
  return { promise, resolve };
}
