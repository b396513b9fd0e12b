import { z } from 'zod';

import { defineKind, type JobKind } from '@/lib/jobs/kind';
import { DEFAULT_SETTINGS } from '@/lib/cluster/settings';
import type { Engine } from '@/lib/queue/engine';
import type { ClusterStore } from '@/lib/queue/ports/cluster-store';
import { NO_TRACES } from '@/lib/queue/ports/environment';
import type { JobStore } from '@/lib/queue/ports/job-store';
import type { RecordStore } from '@/lib/queue/ports/record-store';
import { fixedSettings, type Settings } from '@/lib/queue/settings-follower';
import { createMemoryStores } from '@/lib/stores/memory';

import { Process } from '../../simulation/process';
import { Random } from '../../simulation/random';
import { VirtualTime } from '../../simulation/virtual-time';

/** A kind for tests of the engine; its input and output are one text. */
export const echoKind = defineKind({
  name: 'echo',
  title: 'Echo',
  description: 'Answers its input.',
  queue: 'ai_processing',
  input: z.object({ text: z.string() }),
  output: z.object({ text: z.string() }),
  retry: { maxAttempts: 3, backoffMs: 1_000, maxBackoffMs: 60_000 },
  timeLimitMs: 60_000,
  shareMs: 1_000,
  retentionMs: 60 * 60_000,
  titleOf: ({ text }) => text.slice(0, 20),
  subjectOf: () => null,
}) as unknown as JobKind;

export interface OwnedEngine extends Engine {
  time: VirtualTime;
  process: Process;
  /** What was logged: level and message. */
  logged: string[];
}

/** The engine of one process over the memory store, on a clock that the test moves. */
export function ownedEngine(
  options: {
    jobs?: JobStore;
    cluster?: ClusterStore;
    records?: RecordStore;
    settings?: Settings;
    time?: VirtualTime;
    name?: string;
    kinds?: JobKind[];
    /** How early timers are. */
    earlyMs?: number;
  } = {},
): OwnedEngine {
  const { time = new VirtualTime(), kinds = [echoKind], name = 'server' } = options;
  const stores = createMemoryStores({ now: () => time.now });
  const process = new Process(name, time, new Random(7), 0, options.earlyMs);
  const logged: string[] = [];
  const say =
    (level: string) =>
    (_: unknown, message: string): void => {
      logged.push(`${level}: ${message}`);
    };
  return {
    jobs: options.jobs ?? stores.jobs,
    cluster: options.cluster ?? stores.cluster,
    records: options.records ?? stores.records,
    settings: options.settings ?? fixedSettings(DEFAULT_SETTINGS),
    clock: process.clock,
    entropy: process.entropy,
    log: { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') },
    tracer: NO_TRACES,
    kindOf: (kind) => kinds.find((one) => one.name === kind),
    time,
    process,
    logged,
  };
}

const LONG_MS = 24 * 60 * 60_000;

/** Moves the time on until the promise has settled. */
export async function inTime<T>(time: VirtualTime, promise: Promise<T>): Promise<T> {
  let settled = false;
  const note = (): void => {
    settled = true;
  };
  promise.then(note, note);
  if (!(await time.run(time.now + LONG_MS, () => settled))) {
    throw new Error('nothing is left that could settle it');
  }
  return promise;
}

/** Moves the time on by so much, and lets everything run that can. */
export async function pass(time: VirtualTime, ms: number): Promise<void> {
  await inTime(time, time.wait(ms));
}

/** Lets everything run that can without time going on. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
