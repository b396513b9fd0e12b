import { expect } from 'vitest';

import { settingsSchema } from '@/lib/cluster/settings';
import { JobError } from '@/lib/jobs/error';
import { ProviderGate } from '@/lib/queue/providers/provider-gate';
import { RECORDS } from '@/lib/queue/records';
import { fixedSettings } from '@/lib/queue/settings-follower';
import { createMemoryRecordStore } from '@/lib/stores/memory/record-store';

import { Process } from '../../simulation/process';
import { Random } from '../../simulation/random';
import { VirtualTime } from '../../simulation/virtual-time';
import { countedStore, distantStore } from './distant-store';

const MINUTE_MS = 60_000;
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const KEY = { id: 'aaaa', label: 'google #1' };

/** When time begins on the store's clock. */
const STORE_MS = 1e12;

export interface Flood {
  limits: { requestsPerMinute?: number; tokensPerMinute?: number; concurrentRequests?: number };
  servers: number;
  /** Calls that each server tries to make at once. */
  lanes: number;
  minutes: number;
  callMs: [number, number];
  crashes?: boolean;
  /** There, and back again. */
  writeMs?: [number, number];
  seed: number;
}

interface Call {
  at: number;
  /** Of a server that crashed, when others may take it for ended: at the end of its lease. */
  endedAt: number;
  tokens: number;
}

/** Servers that call as much as they may, on clocks of their own. */
export async function flood(options: Flood): Promise<{ calls: Call[]; operations: number }> {
  const time = new VirtualTime();
  const random = new Random(options.seed);
  const { store, count } = countedStore(
    createMemoryRecordStore({ now: () => time.now + STORE_MS }),
  );
  const calls: (Call & { by: string })[] = [];
  const until = options.minutes * MINUTE_MS;
  const settings = fixedSettings(settingsSchema.parse({ keys: { google: options.limits } }));

  const start = (name: string): void => {
    const skew = random.between(-600_000, 600_000);
    const process = new Process(name, time, random.fork(), skew);
    const records = distantStore(store, process, 20, options.writeMs);
    const gate = new ProviderGate(
      { records, settings, clock: process.clock, entropy: process.entropy, log: SILENT },
      { serverId: name, titleOf: (provider) => provider },
    );
    for (let lane = 0; lane < options.lanes; lane += 1) void call(gate, process);
    if (options.crashes !== true) return;
    time.timer(random.between(5_000, 50_000), () => {
      process.kill();
      void orphan(name);
      start(`${name}'`);
    });
  };

  async function orphan(server: string): Promise<void> {
    const orphaned = calls.filter(({ by, endedAt }) => by === server && endedAt === Infinity);
    const { record } = await store.read(RECORDS.keys, `key:${KEY.id}`);
    const lease = record?.value.inFlight[server]?.until;
    if (lease === undefined) return;
    for (const one of orphaned) one.endedAt = lease - STORE_MS;
  }

  async function call(gate: ProviderGate, process: Process): Promise<void> {
    const signal = new AbortController().signal;
    while (time.now < until) {
      const estimatedTokens = 100;
      const request = { provider: 'google', model: 'm', keys: [KEY], estimatedTokens, signal };
      try {
        const permit = await gate.enter(request);
        const tokens = process.random.between(60, 100);
        const made = { by: process.name, at: time.now, endedAt: Infinity, tokens };
        calls.push(made);
        await process.wait(process.random.between(...options.callMs));
        made.endedAt = time.now;
        permit.settle({ ok: true, tokens: made.tokens });
      } catch (error) {
        if (!(error instanceof JobError)) throw error;
        expect(error.class).toBe('rate_limited');
        await process.wait(error.retryAfterMs ?? 1_000);
      }
    }
  }

  for (let server = 0; server < options.servers; server += 1) start(`s${server}`);
  await time.run(until, () => false);
  return { calls, operations: count() };
}

/** The most of anything in any window, its ends included. */
export function worst(calls: readonly Call[], weight: (call: Call) => number): number {
  let first = 0;
  let sum = 0;
  let most = 0;
  for (const call of calls) {
    sum += weight(call);
    for (let oldest = calls[first]; oldest && oldest.at < call.at - MINUTE_MS;) {
      sum -= weight(oldest);
      first += 1;
      oldest = calls[first];
    }
    most = Math.max(most, sum);
  }
  return most;
}
