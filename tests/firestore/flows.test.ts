import { describe, expect, it } from 'vitest';

import { defineKind } from '@/lib/jobs/kind';
import { createQueue } from '@/lib/queue/create-queue';
import { childId } from '@/lib/queue/flows/child-id';
import type { JobStore } from '@/lib/queue/ports/job-store';
import type { ChildResult, Work } from '@/lib/queue/work';
import { Worker } from '@/lib/queue/worker/worker';
import { z } from 'zod';

import { heldWork, openEngine, type Run } from './engine/open-engine';

/** Once true, whatever follows a child's end (its sibling, its parent) is not read any more: its server died there. */
let dies = false;

const dying = (jobs: JobStore): JobStore => ({
  ...jobs,
  get: (id) =>
    dies ? Promise.reject(new Error('the server died after the child’s end')) : jobs.get(id),
});

const test = openEngine('flows', dying);

const parentKind = defineKind({
  name: 'parent',
  title: 'Parent',
  description: 'Has probes made.',
  queue: 'analysis',
  input: z.object({ count: z.number(), concurrency: z.number() }),
  output: z.object({ children: z.array(z.unknown()) }),
  retry: { maxAttempts: 2, backoffMs: 50, maxBackoffMs: 100 },
  timeLimitMs: 60_000,
  shareMs: 1,
  retentionMs: 60 * 60_000,
  titleOf: () => 'parent',
  subjectOf: () => null,
});

const engine = {
  ...test.engine,
  kindOf: (name: string) => (name === 'parent' ? parentKind : test.engine.kindOf(name)),
};
const queue = createQueue(engine, { serverTimeoutMs: 2_000 });

const parentWork: Work = {
  kind: parentKind,
  run: async (input, context) => {
    const { count, concurrency } = parentKind.input.parse(input);
    const requests = Array.from({ length: count }, (_, n) => ({ kind: 'probe', input: { n } }));
    return { children: await context.children(requests, { concurrency }) };
  },
};

let together = 0;
let most = 0;

const doubling: Run = async ({ n, text }) => {
  together += 1;
  most = Math.max(most, together);
  await new Promise((resolve) => setTimeout(resolve, 20));
  together -= 1;
  return { n: n * 2, text };
};

async function startWorker(serverId: string, run = doubling): Promise<Worker> {
  const worker = new Worker(engine, [parentWork, ...test.work(run)], {
    serverId,
    concurrency: { ai_processing: 8, analysis: 1 },
    heartbeatMs: 300,
    serverTimeoutMs: 3_000,
    dueMs: 50,
    sweepMs: 400,
    drainMs: 0,
    version: 'test',
  });
  await worker.start();
  return worker;
}

async function submit(count: number, concurrency: number) {
  const input = { count, concurrency };
  return (await queue.submit({ kind: 'parent', userId: 'ann', input })).job;
}

async function results(id: string): Promise<ChildResult[]> {
  const done = await test.reaches(id, 'completed');
  return ((await queue.output(done)) as unknown as { children: ChildResult[] }).children;
}

describe('a flow in Firestore', () => {
  it('runs so many children at once, and gives the parent all of their results', async () => {
    const worker = await startWorker('flow-a');
    try {
      const parent = await submit(12, 3);
      const children = await results(parent.id);
      expect(children.map(({ output }) => (output as { n: number }).n)).toEqual(
        Array.from({ length: 12 }, (_, n) => n * 2),
      );
      expect(most).toBeLessThanOrEqual(3);
      expect((await queue.get(parent.id))?.children).toEqual({ total: 12, ended: 12, failed: 0 });
    } finally {
      await worker.stop();
    }
  }, 30_000);

  it('is brought on by the sweep when a server died right after a child’s end', async () => {
    const { run, endAll } = heldWork();
    const first = await startWorker('flow-b', run);
    let parent;
    try {
      parent = await submit(1, 1);
      const child = childId(parent, 0);
      await test.reaches(parent.id, 'scheduled');
      dies = true;
      endAll();
      await test.reaches(child, 'completed');
    } finally {
      await first.stop();
      dies = false;
    }
    const second = await startWorker('flow-c');
    try {
      expect((await results(parent.id)).map(({ state }) => state)).toEqual(['completed']);
    } finally {
      await second.stop();
    }
  }, 30_000);

  it('ends with its parent when that is cancelled: children that run are aborted, those held back never begin', async () => {
    const { run, running } = heldWork();
    const began: string[] = [];
    const worker = await startWorker('flow-d', (input, context) => {
      began.push(context.job.id);
      return run(input, context);
    });
    try {
      const parent = await submit(4, 2);
      await expect.poll(() => running, { timeout: 10_000 }).toHaveLength(2);
      await queue.cancel(parent.id);
      const ids = Array.from({ length: 4 }, (_, n) => childId(parent, n));
      const children = () => Promise.all(ids.map((id) => queue.get(id)));
      await expect
        .poll(async () => (await children()).map((child) => child?.state), { timeout: 15_000 })
        .toEqual(ids.map(() => 'cancelled'));
      expect(running).toEqual([]);
      expect((await children()).map((child) => child?.attempt)).toEqual(
        ids.map((id) => (began.includes(id) ? 1 : 0)),
      );
      expect(began).toHaveLength(2);
      expect(await queue.get(parent.id)).toMatchObject({ state: 'cancelled' });
      await expect
        .poll(async () => (await queue.get(parent.id))?.children, { timeout: 10_000 })
        .toMatchObject({ total: 4, ended: 4 });
    } finally {
      await worker.stop();
    }
  }, 30_000);
});
