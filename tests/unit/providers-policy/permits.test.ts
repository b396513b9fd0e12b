import { describe, expect, it } from 'vitest';

import { flood, worst } from './flood';

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
      { at: endedAt, by: -1 },
    ]);
    let now = 0;
    let most = 0;
    for (const { by } of steps.sort((a, b) => a.at - b.at || a.by - b.by)) {
      now += by;
      most = Math.max(most, now);
    }
    expect(most).toBe(6);
    const busy = calls.reduce((sum, { at, endedAt }) => sum + Math.min(endedAt, 120_000) - at, 0);
    expect(busy / (6 * 120_000)).toBeGreaterThan(0.6);
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
