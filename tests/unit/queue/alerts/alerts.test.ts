import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { AlertRecord } from '@/lib/cluster/alert';
import { DEFAULT_SETTINGS } from '@/lib/cluster/settings';
import type { LiveStats } from '@/lib/cluster/stats';
import { followAlert, NEW_COURSE } from '@/lib/queue/alerts/alert-course';
import { AlertDuty } from '@/lib/queue/alerts/alert-duty';
import { judgeAlerts, type Verdict } from '@/lib/queue/alerts/alert-rules';
import { RECORDS } from '@/lib/queue/records';

import { inTime, ownedEngine } from '../owned-engine';

const rules = DEFAULT_SETTINGS.alerts;

function live(fields: { oldestMs?: number; failed?: number; open?: string[]; alive?: number }) {
  return {
    fence: 1,
    servers: { alive: fields.alive ?? 2, draining: 0 },
    total: { oldestWaitingMs: fields.oldestMs ?? null },
    recent: { completed: 100 - (fields.failed ?? 0), failed: fields.failed ?? 0, cancelled: 9 },
    openBreakers: fields.open ?? [],
  } as unknown as LiveStats;
}

const firing = (stats: LiveStats, asked = rules): string[] =>
  judgeAlerts(stats, asked)
    .filter(({ state }) => state === 'firing')
    .map(({ name }) => name);

describe('the rules', () => {
  it('fire each for its cause', () => {
    expect(firing(live({}))).toEqual([]);
    expect(firing(live({ oldestMs: 121_000 }))).toEqual(['oldest_waiting']);
    expect(firing(live({ failed: 21 }))).toEqual(['error_rate']);
    expect(firing(live({ open: ['google:flash'] }))).toEqual(['breaker_open']);
    expect(firing(live({ alive: 0 }))).toEqual(['no_worker']);
  });

  it('are clear when they are switched off', () => {
    const off = { ...rules, oldestWaitingMs: null, errorRate: null, breakerOpen: false };
    const bad = live({ oldestMs: 1e9, failed: 99, open: ['google:flash'] });
    expect(firing(bad, off)).toEqual([]);
  });

  it('say nothing of a rate while hardly anything ended', () => {
    const few = { ...live({}), recent: { completed: 0, failed: 9, cancelled: 0 } };
    expect(firing(few)).toEqual([]);
  });
});

describe('the course of an alert', () => {
  const verdict = (state: Verdict['state']): Verdict => ({
    name: 'error_rate',
    state,
    sentence: 'Many failed.',
  });

  /** What is written, look by look, fifteen seconds apart. */
  function changes(states: readonly Verdict['state'][]): AlertRecord[] {
    let known = { record: null as AlertRecord | null, course: NEW_COURSE };
    const written: AlertRecord[] = [];
    for (const [n, state] of states.entries()) {
      const now = { wall: n * 15_000, monotonic: n * 15_000 };
      const { course, change } = followAlert(known, verdict(state), now);
      known = { record: change ?? known.record, course };
      if (change !== null) written.push(change);
    }
    return written;
  }

  it('begins with the second look, and ends after a clear minute', () => {
    const looks = ['firing', 'firing', 'firing', ...Array<'clear'>(5).fill('clear')] as const;
    expect(changes(looks)).toEqual([
      { name: 'error_rate', since: 15_000, endedAt: null, sentence: 'Many failed.' },
      { name: 'error_rate', since: null, endedAt: 105_000, sentence: 'Many failed.' },
    ]);
  });

  it('neither begins nor ends by a figure that swings around its limit', () => {
    const swing = Array.from({ length: 50 }, (_, n): Verdict['state'] =>
      n % 2 === 0 ? 'firing' : 'clear',
    );
    expect(changes(swing)).toEqual([]);
    expect(changes(['firing', 'firing', ...swing, 'near', 'near'])).toHaveLength(1);
  });

  it('never changes twice within thirty seconds, whatever comes', () => {
    const states = fc.array(fc.constantFrom('firing', 'near', 'clear'), { maxLength: 60 });
    fc.assert(
      fc.property(states, (looks) => {
        const at = changes(looks).map(({ since, endedAt }) => since ?? endedAt ?? 0);
        for (const [n, time] of at.entries()) {
          if (n > 0) expect(time - (at[n - 1] ?? 0)).toBeGreaterThanOrEqual(30_000);
        }
      }),
    );
  });
});

describe('the leader’s alerts', () => {
  it('are written once, announced once, and taken over by the next leader', async () => {
    const engine = ownedEngine();
    const told: (number | null)[] = [];
    let stats = live({ oldestMs: 500_000 });
    const duty = () =>
      new AlertDuty(
        engine,
        () => stats,
        async ({ since }) => void told.push(since),
      );
    const first = duty();
    const look = async (by: AlertDuty, fence: number) => {
      await by.run(fence);
      await inTime(engine.time, engine.time.wait(15_000));
    };
    for (let n = 0; n < 4; n++) await look(first, 1);
    const read = async () => (await engine.records.read(RECORDS.alerts, 'oldest_waiting')).record;
    const began = await read();
    expect(began?.value.endedAt).toBeNull();
    expect(began?.value.sentence).toContain('8 min');
    expect(told).toEqual([began?.value.since]);

    const second = duty();
    stats = { ...live({}), fence: 2 };
    for (let n = 0; n < 6; n++) await look(second, 2);
    expect((await read())?.value.since).toBeNull();
    expect(told).toEqual([began?.value.since, null]);
    // The old leader’s statistics are not this term’s.
    await first.run(1);
    expect(told).toHaveLength(2);
  });
});
