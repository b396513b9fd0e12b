import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ageInWords, healthAsSeen } from '@/lib/cluster/health';
import type { ClusterCondition, QueueCondition } from '@/lib/queue/stats/health';
import { healthOf } from '@/lib/queue/stats/health';

const queue = (fields: Partial<QueueCondition> = {}): QueueCondition => ({
  title: 'Documents',
  paused: false,
  waiting: 0,
  held: 0,
  running: 0,
  slots: 4,
  oldestWaitingMs: null,
  stuckMs: 0,
  ...fields,
});
const cluster = (fields: Partial<ClusterCondition> = {}): ClusterCondition => ({
  taking: 2,
  queues: [queue()],
  ended: 100,
  failed: 0,
  openBreakers: [],
  limits: { oldestWaitingMs: 120_000, errorRate: 0.2 },
  ...fields,
});
const waits = { waiting: 12, oldestWaitingMs: 50_000, stuckMs: 45_000 };

describe('the cluster’s health', () => {
  it('is good while jobs run and none waits long', () => {
    expect(healthOf(cluster())).toEqual({
      level: 'good',
      sentence: 'All is well: nothing waits.',
    });
    const busy = queue({ waiting: 3, running: 1, oldestWaitingMs: 900 });
    expect(healthOf(cluster({ queues: [busy] })).sentence).toBe('All is well: 1 job runs, 3 wait.');
  });

  it('is a stall when jobs wait, there is room, and none starts', () => {
    expect(healthOf(cluster({ queues: [queue(), queue(waits)] }))).toEqual({
      level: 'stalled',
      sentence: '“Documents” stands still: 12 jobs wait, and none has started for 45 s.',
    });
  });

  it('is a stall at once when jobs wait for a queue that nobody serves', () => {
    const unserved = queue({ waiting: 1, slots: 0, oldestWaitingMs: 100 });
    expect(healthOf(cluster({ queues: [queue(), unserved] }))).toEqual({
      level: 'stalled',
      sentence: 'No worker serves “Documents”: 1 job waits.',
    });
    expect(healthOf(cluster({ queues: [queue({ slots: 0 })] })).level).toBe('good');
  });

  it('is no stall while every slot is taken by a long job', () => {
    expect(healthOf(cluster({ queues: [queue({ ...waits, running: 4 })] })).level).toBe('good');
  });

  it('says that a queue is paused, and is not good while jobs wait for it', () => {
    const forgotten = healthOf(cluster({ queues: [queue({ ...waits, paused: true })] }));
    expect(forgotten).toEqual({
      level: 'degraded',
      sentence: '“Documents” is paused: 12 jobs wait.',
    });
    expect(healthOf(cluster({ queues: [queue({ paused: true })] }))).toEqual({
      level: 'good',
      sentence: 'All is well: nothing waits. Paused: “Documents”.',
    });
  });

  it('is down when nobody takes jobs', () => {
    const health = healthOf(cluster({ taking: 0, queues: [queue(waits)] }));
    expect(health).toEqual({ level: 'down', sentence: 'No worker takes jobs: 12 jobs wait.' });
  });

  it('is degraded by an open breaker, an old job, many failures', () => {
    const old = queue({ waiting: 1, running: 4, oldestWaitingMs: 600_000, stuckMs: 600_000 });
    const causes: [Partial<ClusterCondition>, RegExp][] = [
      [{ openBreakers: ['google:flash', 'xai:grok'] }, /google:flash and 1 more/],
      [{ queues: [old] }, /its oldest job has waited for 10 min/],
      [{ failed: 30 }, /30 of the last 100 jobs failed/],
    ];
    for (const [cause, sentence] of causes) {
      const health = healthOf(cluster(cause));
      expect(health.level).toBe('degraded');
      expect(health.sentence).toMatch(sentence);
    }
  });

  it('tells of jobs that their provider holds back, and is not good while none of them runs', () => {
    const held = queue({ held: 3, oldestWaitingMs: 60_000 });
    expect(healthOf(cluster({ queues: [queue(), held] }))).toEqual({
      level: 'degraded',
      sentence: '“Documents” waits for its provider: 3 jobs are held back, and none runs.',
    });
    const slowed = healthOf(cluster({ queues: [{ ...held, running: 2 }] }));
    expect(slowed).toEqual({
      level: 'good',
      sentence: 'All is well: 2 jobs run, 0 wait, 3 held back by a provider’s limits.',
    });
    const out = healthOf(cluster({ queues: [held], openBreakers: ['google:flash'] }));
    expect(out.sentence).toBe(
      'Calls of google:flash are held back until it answers again: 3 jobs wait.',
    );
    const paused = healthOf(cluster({ queues: [{ ...held, paused: true }] }));
    expect(paused.sentence).not.toContain('waits for its provider');
  });

  it('never calls it good while a job waits, with room, that does not start', () => {
    const any = fc.record({
      waiting: fc.integer({ min: 1, max: 1_000 }),
      running: fc.integer({ min: 0, max: 3 }),
      stuckMs: fc.integer({ min: 30_000, max: 1e7 }),
    });
    fc.assert(
      fc.property(any, fc.nat({ max: 5 }), (stuck, taking) => {
        const { level } = healthOf(cluster({ taking, queues: [queue(), queue(stuck)] }));
        expect(level).toBe(taking === 0 ? 'down' : 'stalled');
      }),
    );
  });
});

describe('health as a reader sees it', () => {
  const live = { at: 100_000, health: { level: 'good', sentence: 'All is well.' } } as const;

  it('is what the leader said while that is fresh', () => {
    expect(healthAsSeen(live, 120_000)).toBe(live.health);
  });

  it('is down when nobody has written for long: then nobody is there to say so', () => {
    expect(healthAsSeen(live, 142_000)).toEqual({
      level: 'down',
      sentence: 'No statistics for 42 s: no worker is alive.',
    });
    expect(healthAsSeen(null, 0).level).toBe('down');
  });

  it('says ages in words', () => {
    expect([500, 119_000, 180_000, 3 * 3_600_000, 3 * 86_400_000].map(ageInWords)).toEqual([
      '1 s',
      '119 s',
      '3 min',
      '3 h',
      '3 days',
    ]);
  });
});
