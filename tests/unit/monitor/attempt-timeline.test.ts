import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { attemptTimeline } from '@/components/monitor/jobs/attempt-timeline';
import { waitingWords } from '@/components/monitor/jobs/waiting-words';
import type { AdminAttempt } from '@/hooks/monitor/admin-job';

const START = Date.parse('2026-11-26T10:00:00Z');
const iso = (at: number) => new Date(START + at).toISOString();

function attempt(number: number, startedAt: number, endedAt: number | null): AdminAttempt {
  return {
    attempt: number,
    serverId: 's',
    startedAt: iso(startedAt),
    endedAt: endedAt === null ? null : iso(endedAt),
    outcome: endedAt === null ? null : 'failed',
    error: null,
  };
}

describe('the line of attempts', () => {
  it('places each attempt, and the wait before it, on the line from submit to end', () => {
    const line = attemptTimeline(
      {
        createdAt: iso(0),
        finishedAt: iso(1_000),
        attempts: [attempt(1, 200, 400), attempt(2, 800, 1_000)],
      },
      START + 99_999,
    );
    expect(line.attempts.map(({ left, width }) => [left, width])).toEqual([
      [20, 20],
      [80, 20],
    ]);
    expect(line.attempts.map(({ wait, tookMs }) => [wait.ms, tookMs])).toEqual([
      [200, 200],
      [400, 200],
    ]);
    expect(line.tail).toBeNull();
  });

  it('lets a running attempt end now', () => {
    const line = attemptTimeline(
      { createdAt: iso(0), finishedAt: null, attempts: [attempt(1, 0, null)] },
      START + 5_000,
    );
    expect(line.attempts[0]).toMatchObject({ tookMs: 5_000, left: 0, width: 100 });
    expect(line.tail).toBeNull();
  });

  it('shows how long a job has waited since its last attempt', () => {
    const line = attemptTimeline(
      { createdAt: iso(0), finishedAt: null, attempts: [attempt(1, 0, 1_000)] },
      START + 4_000,
    );
    expect(line.tail).toEqual({ left: 25, width: 75, ms: 3_000 });
  });

  it('never leaves the line, whatever the clocks say', () => {
    const times = fc.integer({ min: -100_000, max: 100_000 });
    const attempts = fc.array(fc.tuple(times, fc.option(times, { nil: null })), { maxLength: 6 });
    fc.assert(
      fc.property(attempts, fc.option(times, { nil: null }), times, (made, finished, now) => {
        const line = attemptTimeline(
          {
            createdAt: iso(0),
            finishedAt: finished === null ? null : iso(finished),
            attempts: made.map(([from, to], index) => attempt(index + 1, from, to)),
          },
          START + now,
        );
        const spans = line.attempts.flatMap(({ left, width, wait }) => [{ left, width }, wait]);
        for (const { left, width } of spans) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(width).toBeGreaterThan(0);
          expect(left + width).toBeLessThanOrEqual(100.000_001);
        }
      }),
    );
  });
});

describe('why a job waits', () => {
  const queue = { title: 'Documents', paused: false };
  const job = { status: 'scheduled', waiting: null, runAt: null, attempt: 0 } as const;

  it('says its own reason, and about when it goes on', () => {
    const waiting = {
      reason: 'provider',
      until: iso(7_200_000),
      message: 'Gemini is out.',
    } as const;
    expect(waitingWords({ ...job, waiting }, queue, START)).toBe(
      'Gemini is out. It goes on in 2 hours.',
    );
  });

  it('counts the seconds of the last minute, and promises none that are over', () => {
    const due = (ms: number) => waitingWords({ ...job, runAt: iso(ms) }, queue, START);
    expect(due(8_400)).toBe('Its time has not come: it starts in 9 s.');
    expect(due(-5_000)).toBe('Its time has not come: it starts at any moment.');
  });

  it('tells a paused queue from a full one', () => {
    const pending = { ...job, status: 'pending' } as const;
    expect(waitingWords(pending, { ...queue, paused: true }, START)).toContain('is paused');
    expect(waitingWords(pending, queue, START)).toContain('free slot');
  });

  it('tells the first start from another attempt', () => {
    const runAt = iso(7_200_000);
    expect(waitingWords({ ...job, runAt }, queue, START)).toContain('it starts in 2 hours');
    expect(waitingWords({ ...job, runAt, attempt: 1 }, queue, START)).toContain('Another attempt');
  });

  it('says nothing of a job that runs or has ended', () => {
    for (const status of ['processing', 'completed', 'failed', 'cancelled'] as const) {
      expect(waitingWords({ ...job, status }, queue, START)).toBeNull();
    }
  });
});
