import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { StatsPoint } from '@/lib/cluster/stats';
import { append, CHARTS, combine, combined, emptyHistory } from '@/lib/queue/stats/history';

const MINUTE = 60_000;
const point = (at: number, fields: Partial<StatsPoint> = {}): StatsPoint => ({
  at,
  waiting: 0,
  running: 0,
  completed: 0,
  failed: 0,
  oldestWaitingMs: 0,
  waitP95Ms: 0,
  runP95Ms: 0,
  ...fields,
});

describe('a chart’s history', () => {
  it('keeps an hour of minutes, and of each queue that did anything in it', () => {
    let history = emptyHistory('hour');
    for (let minute = 1; minute <= 100; minute++) {
      const at = minute * MINUTE;
      const busy = point(at, { completed: minute === 30 ? 5 : 0 });
      history = append('hour', history, {
        total: busy,
        queues: { insights: busy, packages: point(at) },
      });
      expect(history.points.length).toBeLessThanOrEqual(60);
    }
    expect(history.points.map(({ at }) => at / MINUTE)).toEqual(
      Array.from({ length: 60 }, (_, n) => n + 41),
    );
    expect(history.queues).toEqual({});
  });

  it('shows a gap where nobody wrote instead of filling it', () => {
    const first = append('hour', emptyHistory('hour'), { total: point(MINUTE), queues: {} });
    const later = append('hour', first, { total: point(10 * MINUTE), queues: {} });
    expect(later.points.map(({ at }) => at / MINUTE)).toEqual([1, 10]);
  });

  it('fits a document even when every queue is busy all day', () => {
    let history = emptyHistory('day');
    const busy = point(0, { waiting: 99_999, waitP95Ms: 999_999, oldestWaitingMs: 9_999_999 });
    for (let n = 1; n <= 300; n++) {
      const total = { ...busy, at: n * CHARTS.day.intervalMs };
      const queues = Object.fromEntries(Array.from({ length: 7 }, (_, q) => [`queue_${q}`, total]));
      history = append('day', history, { total, queues });
    }
    expect(JSON.stringify(history).length).toBeLessThan(400_000);
  });

  it('makes five minutes of five: what ended adds up, of the rest the most counts', () => {
    const finer = [1, 2, 3, 4, 5, 6].reduce(
      (history, n) =>
        append('hour', history, {
          total: point(n * MINUTE, { completed: n, waiting: 10 - n, waitP95Ms: n * 100 }),
          queues: { insights: point(n * MINUTE, { completed: n }) },
        }),
      emptyHistory('hour'),
    );
    const five = combined(finer, 0, 5 * MINUTE);
    expect(five?.total).toEqual(point(5 * MINUTE, { completed: 15, waiting: 9, waitP95Ms: 500 }));
    expect(five?.queues['insights']?.completed).toBe(15);
    expect(combined(finer, 60 * MINUTE, 65 * MINUTE)).toBeNull();
  });

  it('loses no ended job, however points are grouped', () => {
    const points = fc.array(fc.record({ completed: fc.nat(1_000), failed: fc.nat(1_000) }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(points, (some) => {
        const all = some.map((fields, n) => point(n, fields));
        const sum = all.slice(1).reduce(combine, all[0] ?? point(0));
        expect(sum.completed).toBe(some.reduce((total, { completed }) => total + completed, 0));
        expect(sum.failed).toBe(some.reduce((total, { failed }) => total + failed, 0));
      }),
    );
  });
});
