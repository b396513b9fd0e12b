import { describe, expect, it } from 'vitest';

import { pass, settle } from './owned-engine';
import { house } from './worker-house';

describe('a job that may not start now', () => {
  it('waits with its reason, and keeps its attempts and its place', async () => {
    const { time, start, add, job, hold, running, clockNow } = house();
    const until = clockNow() + 30_000;
    hold({ reason: 'provider', until, message: 'The model is out.' });
    await start('a');
    const rank = clockNow() - 77;
    await add(['one'], { rank });
    expect(await job('one')).toMatchObject({
      state: 'scheduled',
      rank,
      attempt: 0,
      failures: 0,
      attempts: [],
      lease: null,
      waiting: { reason: 'provider', until, message: 'The model is out.' },
    });
    const { runAt } = (await job('one')) ?? {};
    expect(runAt).toBeGreaterThanOrEqual(until);
    expect(runAt).toBeLessThanOrEqual(until + 5_000);
    hold(null);
    await pass(time, 36_000);
    expect([...running.keys()]).toEqual(['one']);
    expect(await job('one')).toMatchObject({ state: 'processing', attempt: 1, waiting: null });
  });

  it('asks again before a long wait is over: its provider may be there sooner than was said', async () => {
    const { time, start, add, job, hold, running, clockNow } = house();
    const until = clockNow() + 86_400_000;
    hold({ reason: 'provider', until, message: 'No more today.' });
    await start('a');
    await add(['one']);
    expect(await job('one')).toMatchObject({ state: 'scheduled', waiting: { until } });
    hold(null);
    await pass(time, 310_000);
    expect([...running.keys()]).toEqual(['one']);
  });

  it('takes no slot from those that may', async () => {
    const { start, add, job, hold, running, clockNow } = house();
    hold({ reason: 'provider', until: clockNow() + 60_000, message: 'The model is out.' });
    await start('a', { concurrency: { ai_processing: 1 } });
    const ids = Array.from({ length: 30 }, (_, at) => `job-${at}`);
    await add(ids);
    await settle();
    const states = await Promise.all(ids.map(async (id) => (await job(id))?.state));
    expect(new Set(states)).toEqual(new Set(['scheduled']));
    hold(null);
    await add(['next']);
    expect([...running.keys()]).toEqual(['next']);
  });

  it('starts all the same once it has waited longer than anybody would: its attempt ends it', async () => {
    const { start, add, hold, running, clockNow } = house();
    hold({ reason: 'provider', until: clockNow() + 60_000, message: 'The model is out.' });
    await start('a');
    await add(['old'], { rank: clockNow() - 25 * 60 * 60_000 });
    expect([...running.keys()]).toEqual(['old']);
  });
});
