import { describe, expect, it } from 'vitest';

import type { Job } from '@/lib/jobs/job';
import { childId } from '@/lib/queue/flows/child-id';
import { healFlows } from '@/lib/queue/flows/heal';
import { QueueError } from '@/lib/queue/queue-error';
import { ALL_SHARDS } from '@/lib/queue/shard';
import type { ChildResult } from '@/lib/queue/work';
import { createMemoryJobStore } from '@/lib/stores/memory/job-store';

import { type Family, family } from './family';
import { inTime } from './owned-engine';

async function results({ queue, job }: Family, id: string): Promise<ChildResult[]> {
  const output = (await queue.output(await job(id))) as { results: ChildResult[] } | null;
  if (output === null) throw new Error('the parent has no output');
  return output.results;
}

const states = (found: readonly ChildResult[]): string[] => found.map(({ state }) => state);

async function pending({ engine }: Family): Promise<Job[]> {
  const query = { queue: 'ai_processing', shards: ALL_SHARDS, limit: 100 };
  return (await engine.jobs.head(query)).map(({ job }) => job);
}

/** Runs the parent's first attempt alone. */
async function begun(home: Family, texts: string[], concurrency?: number): Promise<Job> {
  const parent = await home.submit(texts, concurrency);
  const { engine } = home;
  // A child that is pending stays so: the parent alone is claimed.
  const stored = await engine.jobs.get(parent.id);
  if (stored === null) throw new Error('not submitted');
  await inTime(engine.time, home.runOne(stored));
  return home.job(parent.id);
}

describe('a job with children', () => {
  it('gives its slot back, and goes on with their results when all have ended', async () => {
    const home = family();
    const parent = await begun(home, ['one', 'two', 'three']);
    expect(parent).toMatchObject({
      state: 'scheduled',
      runAt: null,
      lease: null,
      waiting: { reason: 'children', until: null },
      children: { total: 3, ended: 0, failed: 0 },
      failures: 0,
    });
    expect(parent.attempts.map((attempt) => attempt.outcome)).toEqual(['released']);
    await home.drain();
    const done = await home.job(parent.id);
    expect(done).toMatchObject({
      state: 'completed',
      waiting: null,
      children: { total: 3, ended: 3, failed: 0 },
    });
    expect((await results(home, parent.id)).map(({ output }) => output)).toEqual([
      { text: 'one!' },
      { text: 'two!' },
      { text: 'three!' },
    ]);
    expect(home.seen.parentRuns).toBe(2);
  });

  it('survives any of them failing, and says which', async () => {
    const home = family();
    const parent = await home.submit(['one', 'bad two', 'three']);
    await home.drain();
    const found = await results(home, parent.id);
    expect(states(found)).toEqual(['completed', 'failed', 'completed']);
    expect(found[1]).toMatchObject({ output: null, error: { code: 'bad' } });
    expect((await home.job(parent.id)).children).toEqual({ total: 3, ended: 3, failed: 1 });
  });

  it('has at most so many of them run at once, each once, in order', async () => {
    const home = family();
    const texts = Array.from({ length: 9 }, (_, index) => `text ${index}`);
    const parent = await begun(home, texts, 2);
    expect(await pending(home)).toHaveLength(2);
    await home.drain();
    expect(home.seen.together).toBe(2);
    expect(home.ran).toEqual(texts);
    expect(states(await results(home, parent.id))).toEqual(texts.map(() => 'completed'));
  });

  it('makes them of the parent’s user, with its priority and its trace, behind one another', async () => {
    const home = family();
    const parent = await begun(home, ['one', 'two']);
    const [first, second] = await pending(home);
    expect(first).toMatchObject({
      id: childId(parent, 0),
      userId: 'ann',
      parentId: parent.id,
      priority: parent.priority,
      traceparent: parent.traceparent,
      webhookIds: [],
    });
    expect(second?.rank).toBe((first?.rank ?? 0) + 1_000);
  });

  it('fails for good when a child’s kind refuses its input, and makes none', async () => {
    const home = family();
    const parent = await home
      .submit(['one', 7 as unknown as string])
      .catch((error: unknown) => error);
    expect(parent).toBeInstanceOf(QueueError);
    const unfit = await home.queue.submit({
      kind: 'parent',
      userId: 'ann',
      input: { texts: Array.from({ length: 201 }, () => 'x') },
    });
    await home.drain();
    const failed = await home.job(unfit.job.id);
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'too_many_children' } });
    expect(failed.children).toBeNull();
  });

  it('needs no children to go on when it asks for none', async () => {
    const home = family();
    const parent = await home.submit([]);
    await home.drain();
    expect(await results(home, parent.id)).toEqual([]);
  });
});

describe('cancelling', () => {
  it('a parent cancels all its live children, those that wait for others too', async () => {
    const home = family();
    const parent = await begun(home, ['one', 'two', 'three', 'four'], 2);
    await inTime(home.engine.time, home.queue.cancel(parent.id));
    const children = await Promise.all([0, 1, 2, 3].map((at) => home.job(childId(parent, at))));
    expect(children.map(({ state }) => state)).toEqual(Array(4).fill('cancelled'));
    expect(await home.job(parent.id)).toMatchObject({
      state: 'cancelled',
      children: { total: 4, ended: 4, failed: 4 },
    });
    await home.drain();
    expect(home.ran).toEqual([]);
  });

  it('a child alone counts it as ended and failed, and the one behind it starts', async () => {
    const home = family();
    const parent = await begun(home, ['one', 'two'], 1);
    await inTime(home.engine.time, home.queue.cancel(childId(parent, 0)));
    expect((await home.job(parent.id)).children).toEqual({ total: 2, ended: 1, failed: 1 });
    await home.drain();
    expect(states(await results(home, parent.id))).toEqual(['cancelled', 'completed']);
  });
});

describe('running again', () => {
  it('a failed child is counted anew, and a parent that waits hears its new end', async () => {
    const home = family();
    const parent = await begun(home, ['bad one', 'two'], 1);
    const [first] = await pending(home);
    if (first === undefined) throw new Error('no child');
    const stored = await home.engine.jobs.get(first.id);
    if (stored === null) throw new Error('no child');
    await inTime(home.engine.time, home.runOne(stored));
    expect((await home.job(parent.id)).children).toEqual({ total: 2, ended: 1, failed: 1 });
    const again = home.queue.replay(first.id, { input: { text: 'good one' } });
    await inTime(home.engine.time, again);
    expect((await home.job(parent.id)).children).toEqual({ total: 2, ended: 0, failed: 0 });
    await home.drain();
    expect(states(await results(home, parent.id))).toEqual(['completed', 'completed']);
  });

  it('a cancelled parent runs its cancelled children again first, and no others', async () => {
    const home = family();
    const parent = await begun(home, ['one', 'two', 'three', 'four', 'five'], 2);
    const [first] = await pending(home);
    const stored = await home.engine.jobs.get(first?.id ?? '');
    if (stored === null) throw new Error('no child');
    await inTime(home.engine.time, home.runOne(stored));
    await inTime(home.engine.time, home.queue.cancel(parent.id));
    await inTime(home.engine.time, home.queue.replay(parent.id));
    expect(await home.job(parent.id)).toMatchObject({
      state: 'scheduled',
      children: { total: 5, ended: 1, failed: 0 },
    });
    expect(await pending(home)).toHaveLength(2);
    await home.drain();
    expect([...home.ran].sort()).toEqual(['five', 'four', 'one', 'three', 'two']);
    expect(states(await results(home, parent.id))).toEqual(Array(5).fill('completed'));
    expect(home.seen.together).toBe(2);
  });
});

describe('replaying a family of three generations', () => {
  it('runs again whatever did not complete, from the youngest up', async () => {
    const home = family();
    const parent = await begun(home, ['["one","two"]', 'three']);
    const [inner] = (await pending(home)).filter(({ kind }) => kind === 'parent');
    const stored = await home.engine.jobs.get(inner?.id ?? '');
    if (stored === null) throw new Error('no inner parent');
    await inTime(home.engine.time, home.runOne(stored));
    await inTime(home.engine.time, home.queue.cancel(parent.id));
    expect(await home.job(stored.job.id)).toMatchObject({ state: 'cancelled' });
    await inTime(home.engine.time, home.queue.replay(parent.id));
    expect(await home.job(stored.job.id)).toMatchObject({
      state: 'scheduled',
      waiting: { reason: 'children' },
      children: { total: 2, ended: 0, failed: 0 },
    });
    await home.drain();
    expect([...home.ran].sort()).toEqual(['one', 'three', 'two']);
    expect(states(await results(home, stored.job.id))).toEqual(['completed', 'completed']);
    expect(states(await results(home, parent.id))).toEqual(['completed', 'completed']);
  });

  it('is refused when it is more than fits one commit, and nothing changes', async () => {
    const home = family();
    const many = JSON.stringify(Array.from({ length: 150 }, (_, n) => `text ${n}`));
    const parent = await begun(home, [many, many, many]);
    for (const { id } of await pending(home)) {
      const stored = await home.engine.jobs.get(id);
      if (stored !== null) await inTime(home.engine.time, home.runOne(stored));
    }
    await inTime(home.engine.time, home.queue.cancel(parent.id));
    const refused = inTime(home.engine.time, home.queue.replay(parent.id));
    await expect(refused).rejects.toMatchObject({ code: 'illegal_transition' });
    expect(await home.job(parent.id)).toMatchObject({ state: 'cancelled' });
  });
});

describe('deleting', () => {
  it('a parent deletes its children with it', async () => {
    const home = family();
    const parent = await home.submit(['one', 'two']);
    await home.drain();
    await inTime(home.engine.time, home.queue.remove(parent.id));
    expect(await home.queue.get(parent.id)).toBeNull();
    expect(await home.queue.get(childId(parent, 0))).toBeNull();
    expect(await home.queue.get(childId(parent, 1))).toBeNull();
  });
});

describe('a server that dies between a child’s end and what follows', () => {
  it('leaves a flow that the sweep brings on', async () => {
    const jobs = createMemoryJobStore();
    const home = family(jobs);
    const parent = await begun(home, ['one', 'two'], 1);
    for (const at of [0, 1]) {
      // Its end as the server wrote it, and nothing after.
      const child = await jobs.get(childId(parent, at));
      if (child === null) throw new Error('no child');
      await jobs.write({
        id: child.job.id,
        version: child.version,
        patch: { state: 'completed', output: '{"text":"x"}' },
        alongside: { childEnded: { parentId: parent.id, failed: false } },
      });
      await inTime(home.engine.time, healFlows(home.engine));
      if (at === 0) expect((await home.job(childId(parent, 1))).state).toBe('pending');
    }
    expect((await home.job(parent.id)).state).toBe('pending');
    await home.drain();
    expect(states(await results(home, parent.id))).toEqual(['completed', 'completed']);
  });
});
