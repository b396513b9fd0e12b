import { describe, expect, it } from 'vitest';

import { takeBackFrom } from '@/lib/queue/sweep/sweep';
import { claim } from '@/lib/queue/transitions/claim';

import { until } from '../conformance/observed';
import { echo, openEngine, signalled, type Run, untilAborted } from './engine/open-engine';

describe('servers over one Firestore', () => {
  const test = openEngine('sharing');
  const { queue } = test;

  it('share the jobs, and run each exactly once', async () => {
    const ran: number[] = [];
    const all = signalled();
    const counting: Run = (input, context) => {
      ran.push(input.n);
      if (ran.length === 50) all.resolve();
      return echo(input, context);
    };
    await Promise.all([test.startWorker(counting), test.startWorker(counting)]);
    const jobs = await Promise.all(
      Array.from({ length: 50 }, (_, n) => test.submit({ n }, { userId: `user-${n % 10}` })),
    );
    await all.promise;
    const done = await Promise.all(jobs.map(({ id }) => test.reaches(id, 'completed')));
    expect(ran.sort((a, b) => a - b)).toEqual(jobs.map((_, n) => n));
    for (const job of done) expect(job).toMatchObject({ attempt: 1, failures: 0 });
  });

  it('keep taking jobs of one queue while another is full', async () => {
    const stuck = signalled();
    await test.startWorker(
      (input, context) =>
        context.job.queue === 'ai_processing'
          ? untilAborted(() => stuck.resolve())(input, context)
          : echo(input, context),
      { concurrency: { ai_processing: 1, media_processing: 1 } },
    );
    const hanging = await test.submit();
    await stuck.promise;
    const waiting = await test.submit();
    const media = await test.submit({}, { kind: 'media_probe' });
    expect((await test.reaches(media.id, 'completed')).attempt).toBe(1);
    expect((await queue.get(waiting.id))?.state).toBe('pending');
    await Promise.all([hanging, waiting].map(({ id }) => queue.cancel(id)));
    await test.reaches(hanging.id, 'cancelled');
  });

  it('take over the jobs of one that went silent, which then can write nothing', async () => {
    const saved = signalled();
    let revive = (): void => undefined;
    const paused = new Promise<void>((resolve) => (revive = resolve));
    const gone = signalled<unknown>();
    // Its heartbeat comes once: to all others it is dead soon after. Its one slot is taken, so that it does
    // not claim the job again.
    const silent = await test.startWorker(
      async (_, context) => {
        await context.saveCheckpoint('from the silent one');
        saved.resolve();
        await paused;
        await context.saveCheckpoint('too late').then(gone.resolve, gone.resolve);
        return { n: -1, text: 'too late' };
      },
      {
        concurrency: { ai_processing: 1 },
        heartbeatMs: 3_600_000,
        serverTimeoutMs: 1_000,
        sweepMs: 3_600_000,
      },
    );
    const { id } = await test.submit({ n: 9 });
    await saved.promise;
    const rescuer = await test.startWorker(
      async (input, context) => {
        expect(await context.loadCheckpoints()).toEqual(['from the silent one']);
        return echo(input, context);
      },
      { serverTimeoutMs: 1_000 },
    );
    const done = await test.reaches(id, 'completed', 'failed');
    expect(done.attempts).toMatchObject([
      { serverId: silent.serverId, outcome: 'abandoned', error: { code: 'server_lost' } },
      { serverId: rescuer.serverId, outcome: 'completed' },
    ]);
    const before = await test.engine.jobs.get(id);
    revive();
    expect(await gone.promise).toMatchObject({ name: 'LeaseLost' });
    await silent.stop();
    expect(await test.engine.jobs.get(id)).toEqual(before);
    expect(await queue.output(done)).toEqual({ n: 9, text: '' });
  });

  it('do not forget what one was told to stop when it leaves', async () => {
    const begun = signalled();
    const first = await test.startWorker(untilAborted(() => begun.resolve()));
    const { id } = await test.submit();
    await begun.promise;
    await Promise.all([queue.cancel(id), first.stop()]);
    const ran: string[] = [];
    await test.startWorker((input, context) => {
      ran.push(context.job.id);
      return echo(input, context);
    });
    // Cancelled while it ran, or after it was handed back: never run again either way.
    await test.reaches(id, 'cancelled');
    expect(ran).not.toContain(id);
  });

  it('leave nothing of themselves behind, not even what they did not live to hear', async () => {
    const { jobs, cluster } = test.engine;
    const { id } = await test.submit();
    const stored = await jobs.get(id);
    if (stored === null) throw new Error('the job is gone');
    const patch = claim(stored.job, { serverId: 'dead', token: 't', now: 0, leaseMs: 1 });
    await jobs.write({ id, version: stored.version, patch });
    await queue.cancel(id);
    const told = until<string[]>((observer) => jobs.watchCancels('dead', observer));
    await told.match((ids) => ids.includes(id));
    await cluster.removeServer('dead');
    await told.match((ids) => ids.length === 0);
    told.stop();
    expect(await takeBackFrom(test.engine, 'dead')).toEqual({ jobs: 1, all: true });
    expect((await queue.get(id))?.state).toBe('cancelled');
  });

  it('do not fail for a value of another’s that Firestore cannot hold', async () => {
    const { jobs } = test.engine;
    const submitted = await Promise.all([test.submit({ n: 1 }), test.submit({ n: 2 })]);
    const stored = await Promise.all(submitted.map(({ id }) => jobs.get(id)));
    const [good, bad] = await Promise.allSettled(
      stored.map((one, i) => {
        if (one === null) throw new Error('the job is gone');
        const title = i === 0 ? 'new' : (Symbol('no value') as unknown as string);
        return jobs.write({ id: one.job.id, version: one.version, patch: { title } });
      }),
    );
    expect(good).toMatchObject({ status: 'fulfilled', value: { ok: true } });
    expect(bad).toMatchObject({ status: 'rejected', reason: expect.any(TypeError) as Error });
    await Promise.all(submitted.map(({ id }) => queue.cancel(id)));
  });
});
