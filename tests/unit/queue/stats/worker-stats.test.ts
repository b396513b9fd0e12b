import { expect, it } from 'vitest';

import { JobError } from '@/lib/jobs/error';
import { createQueue } from '@/lib/queue/create-queue';
import { RECORDS } from '@/lib/queue/records';
import { StatsDuty } from '@/lib/queue/stats/stats-duty';
import { Worker } from '@/lib/queue/worker/worker';

import { echoKind, inTime, ownedEngine, pass } from '../owned-engine';

it('a worker that leads tells what it ran: how long jobs waited and took, how they ended, what they used', async () => {
  const engine = ownedEngine();
  const queue = createQueue(engine, { serverTimeoutMs: 15_000 });
  const call = { provider: 'p', model: 'm', inputTokens: 4, outputTokens: 6, cost: 0.5 };
  const worker = new Worker(
    engine,
    [
      {
        kind: echoKind,
        run: async (input, { addUsage, signal }) => {
          addUsage({ ...call, cached: false });
          await new Promise<void>((resolve) => {
            const cancel = engine.clock.timer(2_000, resolve);
            signal.addEventListener('abort', cancel);
          });
          if ((input as { text: string }).text === 'bad') {
            throw new JobError('invalid_input', 'bad_text', 'It cannot be read.');
          }
          return input;
        },
      },
    ],
    {
      serverId: 'a',
      concurrency: { ai_processing: 1 },
      heartbeatMs: 5_000,
      serverTimeoutMs: 15_000,
      dueMs: 2_000,
      sweepMs: 30_000,
      drainMs: 1_000,
      version: 'test',
    },
    [new StatsDuty(engine, 'a', () => [])],
  );
  await inTime(engine.time, worker.start());
  await pass(engine.time, 6_000);
  for (const text of ['one', 'two', 'bad']) {
    const submit = queue.submit({ kind: 'echo', userId: text, input: { text } });
    await inTime(engine.time, submit);
  }
  await pass(engine.time, 30_000);
  const { record } = await engine.records.read(RECORDS.liveStats, 'live');
  await inTime(engine.time, worker.stop());

  const stats = record?.value;
  expect(stats).toMatchObject({
    leaderId: 'a',
    servers: { alive: 1, draining: 0 },
    recent: { completed: 2, failed: 1, cancelled: 0 },
    errors: { bad_text: 1 },
    spend: { 'p:m': { tokens: 30, cost: 1.5, calls: 3, cacheHits: 0 } },
    total: { waiting: 0, running: 0, failed: 1 },
  });
  expect(stats?.total.successRate).toBeCloseTo(2 / 3);
  // One slot: the last of three waits for the two before it.
  expect(stats?.total.waitMs?.p99).toBeGreaterThan(3_700);
  expect(stats?.total.waitMs?.p99).toBeLessThan(4_500);
  expect(Math.abs((stats?.total.runMs?.p50 ?? 0) - 2_000)).toBeLessThanOrEqual(120);
});
