import { describe, expect, it } from 'vitest';

import type { AlertRecord } from '@/lib/cluster/alert';
import { AlertDuty } from '@/lib/queue/alerts/alert-duty';
import type { Engine } from '@/lib/queue/engine';
import { RECORDS } from '@/lib/queue/records';
import { StatsDuty } from '@/lib/queue/stats/stats-duty';

import { heldWork, openEngine } from './engine/open-engine';

const HOUR_MS = 60 * 60_000;

describe('the alert of a job that waits too long', () => {
  const test = openEngine('alerts');
  let passedMs = 0;
  const { clock, records } = test.engine;
  const engine: Engine = {
    ...test.engine,
    clock: {
      ...clock,
      now: () => clock.now() + passedMs,
      monotonic: () => clock.monotonic() + passedMs,
    },
  };
  const told: AlertRecord[] = [];

  /** With the duties of a leader; whoever is passed over in time is not dead for that. */
  const startServer = (serverId: string, run: ReturnType<typeof heldWork>['run']) => {
    const statistics = new StatsDuty(engine, serverId, () => []);
    const announce = async (alert: AlertRecord) => void told.push(alert);
    const duties = [statistics, new AlertDuty(engine, () => statistics.latest, announce)];
    const options = {
      serverId,
      concurrency: { ai_processing: 1 },
      heartbeatMs: 50,
      serverTimeoutMs: HOUR_MS,
      sweepMs: HOUR_MS,
    };
    return test.startWorker(run, options, { engine, duties });
  };

  const alert = async (): Promise<AlertRecord | undefined> => {
    const { record } = await records.read(RECORDS.alerts, 'oldest_waiting');
    return record?.value;
  };
  /** A quarter of a minute of all clocks goes by before each look. */
  const inTime = <T>(look: () => Promise<T>) =>
    expect.poll(
      () => {
        passedMs += 15_000;
        return look();
      },
      { timeout: 20_000, interval: 150 },
    );

  it('begins by its leader when it is over its limit, and ends when nothing waits any more', async () => {
    const { run, running, endAll } = heldWork();
    const workers = [await startServer('first', run), await startServer('second', run)];
    const jobs = await Promise.all([1, 2, 3].map((n) => test.submit({ n })));
    await expect.poll(() => running, { timeout: 10_000 }).toHaveLength(2);
    expect(await alert()).toBeUndefined();

    await inTime(alert).toMatchObject({ name: 'oldest_waiting', endedAt: null });
    const began = await alert();
    const limitMs = engine.settings.current().alerts.oldestWaitingMs ?? 0;
    const oldestAt = Math.min(...jobs.map(({ createdAt }) => createdAt));
    expect((began?.since ?? 0) - oldestAt).toBeGreaterThan(limitMs);
    expect(began?.sentence).toMatch(/^The oldest waiting job has waited for \d+ min/);
    const { record: live } = await records.read(RECORDS.liveStats, 'live');
    expect(workers.filter(({ leader }) => leader).map(({ serverId }) => serverId)).toEqual([
      live?.value.leaderId,
    ]);

    endAll();
    await Promise.all(jobs.map(({ id }) => test.reaches(id, 'completed')));
    await inTime(alert).toMatchObject({ since: null, sentence: began?.sentence });
    const ended = await alert();
    expect((ended?.endedAt ?? 0) - (began?.since ?? Infinity)).toBeGreaterThanOrEqual(60_000);
    expect(told).toEqual([began, ended]);
  });
});
