import { describe, expect, it } from 'vitest';

import { pass, settle } from './owned-engine';
import { house } from './worker-house';

const files = { kind: 'files', queue: 'file_processing' } as const;

describe('a queue’s settings, live', () => {
  it('paused: what runs goes on, nothing begins; resumed: all goes on', async () => {
    const { time, settings, start, add, end, running, job } = house();
    await start('a');
    await add(['one']);
    settings.change({ queues: { ai_processing: { paused: true } } });
    await add(['two']);
    await add(['other'], files);
    await pass(time, 20_000);
    expect([...running.keys()]).toEqual(['one', 'other']);
    await end('one');
    expect((await job('one'))?.state).toBe('completed');
    await pass(time, 20_000);
    expect(await job('two')).toMatchObject({ state: 'pending', attempt: 0 });
    settings.change({});
    await settle();
    expect([...running.keys()]).toEqual(['other', 'two']);
  });

  it('paused before the start: nothing begins at all', async () => {
    const { time, start, add, running } = house({ queues: { ai_processing: { paused: true } } });
    await add(['one']);
    await start('a');
    await pass(time, 10_000);
    expect([...running.keys()]).toEqual([]);
  });

  it('more and fewer at once, without a restart', async () => {
    const { settings, start, add, end, running, server, time } = house();
    await start('a', { concurrency: { ai_processing: 2 } });
    await add(['1', '2', '3', '4', '5']);
    expect(running.size).toBe(2);
    settings.change({ queues: { ai_processing: { concurrency: 4 } } });
    await settle();
    expect(running.size).toBe(4);
    settings.change({ queues: { ai_processing: { concurrency: 1 } } });
    for (const id of ['1', '2', '3']) await end(id);
    expect([...running.keys()]).toEqual(['4']);
    await end('4');
    expect([...running.keys()]).toEqual(['5']);
    await pass(time, 1_000);
    expect(await server('a')).toMatchObject({
      concurrency: { ai_processing: 1 },
      running: 1,
      runningByQueue: { ai_processing: 1 },
    });
  });

  it('no override makes a server run what its own configuration leaves out', async () => {
    const { time, start, add, running } = house({ queues: { ai_processing: { concurrency: 9 } } });
    await start('a', { concurrency: { ai_processing: 0 } });
    await add(['one']);
    await pass(time, 10_000);
    expect(running.size).toBe(0);
  });

  it('a shorter time limit than the kind’s ends the attempt and its lease', async () => {
    const { time, start, add, job, clockNow } = house({
      queues: { ai_processing: { requestTimeoutMs: 5_000 } },
    });
    await start('a');
    await add(['one']);
    expect((await job('one'))?.lease?.until).toBe(clockNow() + 5_000 + 60_000);
    await pass(time, 4_990);
    expect((await job('one'))?.state).toBe('processing');
    await pass(time, 20);
    expect(await job('one')).toMatchObject({ state: 'scheduled', error: { code: 'time_limit' } });
  });
});

describe('slots', () => {
  it('of an idle queue are lent to one with a backlog, and are there again for its own next job', async () => {
    const { start, add, end, running } = house();
    await start('a');
    await add(['1', '2', '3', '4']);
    // One of the two idle slots stays with its queue.
    expect([...running.keys()]).toEqual(['1', '2', '3']);
    await add(['f1', 'f2'], files);
    expect([...running.keys()]).toEqual(['1', '2', '3', 'f1']);
    await end('1');
    expect([...running.keys()]).toEqual(['2', '3', 'f1', 'f2']);
    await end('2');
    expect([...running.keys()]).toEqual(['3', 'f1', 'f2', '4']);
  });
});

describe('a drained server', () => {
  it('says so, takes no job and loses its shards, until it is told to go on', async () => {
    const { time, settings, start, add, running, server, members, end } = house();
    await start('a');
    await start('b');
    await pass(time, 3_000);
    expect(await members()).toEqual(['a', 'b']);
    await add(['before']);
    settings.change({ drainedServers: ['a', 'b'] });
    await settle();
    expect(await server('a')).toMatchObject({ draining: true });
    await pass(time, 3_000);
    expect(await members()).toEqual([]);
    await add(['later']);
    await pass(time, 10_000);
    expect([...running.keys()]).toEqual(['before']);
    await end('before');
    settings.change({ drainedServers: ['b'] });
    await pass(time, 3_000);
    expect([...running.keys()]).toEqual(['later']);
    expect(await server('a')).toMatchObject({ draining: false, running: 1 });
    expect(await server('b')).toMatchObject({ draining: true, running: 0 });
    expect(await members()).toEqual(['a']);
  });
});
