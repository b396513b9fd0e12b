import { describe, expect, it } from 'vitest';

import { settingsSchema } from '@/lib/cluster/settings';
import { JobError } from '@/lib/jobs/error';
import { ProviderGate } from '@/lib/queue/providers/provider-gate';
import { fixedSettings } from '@/lib/queue/settings-follower';
import { createMemoryRecordStore } from '@/lib/stores/memory/record-store';

import { Process } from '../../simulation/process';
import { Random } from '../../simulation/random';
import { VirtualTime } from '../../simulation/virtual-time';
import { countedStore, distantStore } from './distant-store';

const MINUTE_MS = 60_000;
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const KEY = { id: 'aaaa', label: 'google #1' };

interface Flood {
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
  endedAt: number;
  tokens: number;
}

/** Servers that call as much as they may, on clocks of their own. */
async function flood(options: Flood): Promise<{ calls: Call[]; operations: number }> {
  const time = new VirtualTime();
  const random = new Random(options.seed);
  const { store, count } = countedStore(createMemoryRecordStore({ now: () => time.now + 1e12 }));
  const calls: Call[] = [];
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
      start(`${name}'`);
    });
  };

  async function call(gate: ProviderGate, process: Process): Promise<void> {
    const signal = new AbortController().signal;
    while (time.now < until) {
      const estimatedTokens = 100;
      const request = { provider: 'google', model: 'm', keys: [KEY], estimatedTokens, signal };
      try {
        const permit = await gate.enter(request);
        const made = { at: time.now, endedAt: Infinity, tokens: process.random.between(60, 100) };
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
function worst(calls: readonly Call[], weight: (call: Call) => number): number {
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

describe('a key’s requests a minute, over servers whose clocks disagree', () => {
  it.each([
    { servers: 1, limit: 60 },
    { servers: 8, limit: 60 },
    { servers: 3, limit: 600 },
  ])('are $limit at most and nearly all used by $servers servers', async ({ servers, limit }) => {
    for (const seed of [1, 2]) {
      const { calls } = await flood({
        limits: { requestsPerMinute: limit },
        ...{ servers, lanes: 6, minutes: 6, callMs: [20, 900], seed },
      });
      expect(worst(calls, () => 1)).toBeLessThanOrEqual(limit);
      // The last call that fits may come at the end of the last window.
      expect(calls.length / (limit * 6)).toBeGreaterThanOrEqual(0.95);
    }
  });

  it('are used, and never exceeded, where a write takes far longer than a read', async () => {
    for (const seed of [1, 2]) {
      const { calls } = await flood({
        limits: { requestsPerMinute: 60 },
        ...{ servers: 8, lanes: 6, minutes: 6, callMs: [20, 900], writeMs: [600, 900], seed },
      });
      expect(worst(calls, () => 1)).toBeLessThanOrEqual(60);
      expect(calls.length / (60 * 6)).toBeGreaterThanOrEqual(0.85);
    }
  });

  it('are never exceeded by servers that crash and come back', async () => {
    for (let seed = 1; seed <= 6; seed += 1) {
      const { calls } = await flood({
        limits: { requestsPerMinute: 60 },
        ...{ servers: 4, lanes: 4, minutes: 4, callMs: [20, 3_000], crashes: true, seed },
      });
      expect(worst(calls, () => 1)).toBeLessThanOrEqual(60);
      expect(calls.length).toBeGreaterThan(60 * 2);
    }
  });
});

it('keeps a key’s tokens a minute, and gives back what was estimated too much', async () => {
  const { calls } = await flood({
    limits: { tokensPerMinute: 6_000 },
    ...{ servers: 4, lanes: 4, minutes: 5, callMs: [20, 900], seed: 3 },
  });
  expect(worst(calls, ({ tokens }) => tokens)).toBeLessThanOrEqual(6_000);
  const used = calls.reduce((sum, { tokens }) => sum + tokens, 0);
  expect(used / (6_000 * 5)).toBeGreaterThan(0.75);
});

it('keeps the calls at once of a key, shares them, and frees those of servers that are gone', async () => {
  for (const crashes of [false, true]) {
    const { calls } = await flood({
      limits: { concurrentRequests: 6 },
      ...{ servers: 4, lanes: 4, minutes: 2, callMs: [200, 3_000], crashes, seed: 5 },
    });
    const steps = calls.flatMap(({ at, endedAt }) => [
      { at, by: 1 },
      // Nobody knows when a call of a server that crashed ended; it was given up after its lease.
      ...(endedAt === Infinity ? [] : [{ at: endedAt, by: -1 }]),
    ]);
    let now = 0;
    let most = 0;
    for (const { by } of steps.sort((a, b) => a.at - b.at || a.by - b.by)) {
      now += by;
      most = Math.max(most, now);
    }
    if (!crashes) expect(most).toBeLessThanOrEqual(6);
    const busy = calls.reduce((sum, { at, endedAt }) => sum + Math.min(endedAt, 120_000) - at, 0);
    if (!crashes) expect(busy / (6 * 120_000)).toBeGreaterThan(0.6);
    expect(calls.length).toBeGreaterThan(100);
  }
});

it('costs a small part of an operation a call at fifty calls a second', async () => {
  const { calls, operations } = await flood({
    limits: { requestsPerMinute: 6_000 },
    ...{ servers: 1, lanes: 16, minutes: 2, callMs: [300, 340], seed: 4 },
  });
  expect(calls.length / 120).toBeGreaterThan(40);
  expect(operations / calls.length).toBeLessThan(0.1);
});

it('asks nothing of the store while there is no limit', async () => {
  const { calls, operations } = await flood({
    limits: {},
    ...{ servers: 2, lanes: 4, minutes: 1, callMs: [20, 900], seed: 1 },
  });
  expect(calls.length).toBeGreaterThan(500);
  expect(operations).toBe(0);
});
