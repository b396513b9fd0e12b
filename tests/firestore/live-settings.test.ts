import { expect, it, vi } from 'vitest';

import type { QueueSettings } from '@/lib/cluster/settings';
import type { Worker } from '@/lib/queue/worker/worker';

import { followSettings, storeSettings } from './engine/live-settings';
import { echo, openEngine, type Run, untilAborted } from './engine/open-engine';

const SOON = { timeout: 10_000, interval: 20 };

const test = openEngine('live-settings');
const { engine, queue } = test;
const processes = [followSettings(engine), followSettings(engine)];

function startBoth(run: Run): Promise<Worker[]> {
  const options = { heartbeatMs: 100, sweepMs: 100 };
  return Promise.all(
    processes.map((settings) => test.startWorker(run, options, { engine: { settings } })),
  );
}

/** Until every process heard of what was stored. */
async function heard(queued: Partial<QueueSettings>): Promise<void> {
  await storeSettings(engine, { queues: { ai_processing: queued } });
  for (const settings of processes) {
    await vi.waitFor(
      () => expect(settings.current().queues.ai_processing).toMatchObject(queued),
      SOON,
    );
  }
}

/** Until each of them has told so many times more that it lives: it has looked at its queues in between. */
async function beats(workers: readonly Worker[], times: number): Promise<void> {
  const counters = async (): Promise<number[]> => {
    const servers = await engine.cluster.servers();
    return workers.map(({ serverId }) => servers.find(({ id }) => id === serverId)?.counter ?? 0);
  };
  const before = await counters();
  const gone = async (): Promise<number> =>
    Math.min(...(await counters()).map((counter, at) => counter - (before[at] ?? 0)));
  await expect.poll(gone, SOON).toBeGreaterThanOrEqual(times);
}

it('a job of a paused queue waits while workers live and run others, and starts once it is resumed', async () => {
  const workers = await startBoth(echo);
  await heard({ paused: true });
  const waiting = await test.submit({ n: 1 });
  const other = await test.submit({ n: 2 }, { kind: 'media_probe' });
  await test.reaches(other.id, 'completed');
  await beats(workers, 5);
  expect(await queue.get(waiting.id)).toMatchObject({ state: 'pending', attempt: 0 });
  await heard({ paused: false });
  const done = await test.reaches(waiting.id, 'completed');
  expect(done).toMatchObject({ attempt: 1, failures: 0, attempts: [{ outcome: 'completed' }] });
});

it('a queue paused before its workers start begins nothing', async () => {
  await heard({ paused: true });
  const waiting = await test.submit({ n: 3 });
  await beats(await startBoth(echo), 5);
  expect(await queue.get(waiting.id)).toMatchObject({ state: 'pending', attempt: 0 });
  await queue.cancel(waiting.id);
  await heard({ paused: false });
});

it('an attempt longer than its queue allows is aborted, and ends as a time-out that counts', async () => {
  await startBoth(untilAborted());
  await heard({ requestTimeoutMs: 200 });
  const { id } = await test.submit();
  const failed = await test.reaches(id, 'failed');
  expect(failed).toMatchObject({
    attempt: 2,
    failures: 2,
    error: { class: 'timeout', code: 'time_limit', retryable: true },
  });
  expect(failed.attempts).toMatchObject([
    { outcome: 'failed', error: { class: 'timeout', code: 'time_limit' } },
    { outcome: 'failed', error: { class: 'timeout', code: 'time_limit' } },
  ]);
});

it('a queue’s time limit is its own: jobs of another run longer', async () => {
  await heard({ requestTimeoutMs: 50 });
  let timedOut = '';
  await startBoth(async (input, context) => {
    if (context.job.kind === 'probe') return untilAborted()(input, context);
    await vi.waitUntil(() => timedOut !== '', { ...SOON, timeout: 60_000 });
    return echo(input, context);
  });
  const longer = await test.submit({ n: 1 }, { kind: 'media_probe' });
  await test.reaches(longer.id, 'processing');
  const { id } = await test.submit();
  timedOut = (await test.reaches(id, 'failed')).error?.code ?? '';
  expect(timedOut).toBe('time_limit');
  expect((await test.reaches(longer.id, 'completed')).attempt).toBe(1);
});
