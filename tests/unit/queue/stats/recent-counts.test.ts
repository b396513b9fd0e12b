import { describe, expect, it } from 'vitest';

import type { RunCounts } from '@/lib/cluster/run-counts';
import { RecentCounts } from '@/lib/queue/stats/recent-counts';
import { noCounts, RunCounter } from '@/lib/queue/stats/run-counter';

import { sampleServer } from '../../../conformance/sample-server';

const counts = (completed: number): Record<string, RunCounts> => ({
  insights: { ...noCounts(), started: completed, completed, runMs: { 10: completed } },
});
const server = (id: string, completed: number, startedAt = 1) =>
  sampleServer(id, { startedAt, counts: counts(completed) });

describe('what servers counted lately', () => {
  it('leaves out what was counted before the first look', () => {
    const recent = new RecentCounts(300_000);
    expect(recent.observe([server('a', 900)], 0).insights?.completed).toBe(0);
    expect(recent.observe([server('a', 907)], 5_000).insights?.completed).toBe(7);
    expect(recent.sum().insights).toEqual({
      ...noCounts(),
      started: 7,
      completed: 7,
      runMs: { 10: 7 },
    });
  });

  it('counts all of a server that came later or started anew', () => {
    const recent = new RecentCounts(300_000);
    recent.observe([server('a', 900)], 0);
    expect(recent.observe([server('a', 3, 2), server('b', 4)], 5_000).insights?.completed).toBe(7);
  });

  it('keeps what a server did that has left, and forgets it after the window', () => {
    const recent = new RecentCounts(300_000);
    recent.observe([server('a', 0), server('b', 0)], 0);
    recent.observe([server('a', 5), server('b', 2)], 5_000);
    recent.observe([server('b', 2)], 10_000);
    expect(recent.sum().insights?.completed).toBe(7);
    recent.observe([server('b', 3)], 305_000);
    expect(recent.sum().insights?.completed).toBe(1);
  });

  it('knows how much of the window it has seen', () => {
    const recent = new RecentCounts(300_000);
    recent.observe([], 1_000);
    expect(recent.covered(11_000)).toBe(10_000);
    expect(recent.covered(900_000)).toBe(300_000);
  });
});

describe('a server’s counter', () => {
  it('stays small, whatever error codes and models come', () => {
    const counter = new RunCounter();
    for (let n = 0; n < 500; n++) {
      counter.ended('insights', { end: 'retried', runMs: 5, code: `code_${n}` });
      const call = { inputTokens: 1, outputTokens: 2, cost: null, cached: false };
      counter.used('insights', { provider: 'p', model: `m${n}`, ...call });
    }
    const { errors, usage } = counter.counts().insights ?? noCounts();
    expect(Object.keys(errors)).toHaveLength(21);
    expect(errors['other']).toBe(480);
    expect(Object.keys(usage)).toHaveLength(21);
    expect(Object.values(usage).reduce((sum, { tokens }) => sum + tokens, 0)).toBe(1_500);
  });

  it('does not bill an answer that came from the cache', () => {
    const counter = new RunCounter();
    const call = { provider: 'p', model: 'm', inputTokens: 9, outputTokens: 1, cost: 0.5 };
    counter.used('insights', { ...call, cached: false });
    counter.used('insights', { ...call, cached: true });
    expect(counter.counts().insights?.usage).toEqual({
      'p:m': { tokens: 10, cost: 0.5, calls: 1, cacheHits: 1 },
    });
  });
});
