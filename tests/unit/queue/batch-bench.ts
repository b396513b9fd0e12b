import { settingsSchema, type StoredSettings } from '@/lib/cluster/settings';
import { JobError } from '@/lib/jobs/error';
import type { Job } from '@/lib/jobs/job';
import type { JobKind } from '@/lib/jobs/kind';
import { batchKind } from '@/lib/jobs/kinds/batch';
import { createQueue } from '@/lib/queue/create-queue';
import type { Queue, SubmitRequest } from '@/lib/queue/queue';
import { fixedSettings } from '@/lib/queue/settings-follower';
import { Runner } from '@/lib/queue/worker/runner';
import { batchWork } from '@/lib/work/batch';

import { echoKind, inTime, ownedEngine } from './owned-engine';

/** A batch of so many echoes, as a submit's input. */
export function batchOf(count: number, text = 'hello') {
  const items = Array.from({ length: count }, () => ({ kind: 'echo', input: { text } }));
  return { items, concurrency: 10 };
}

/** Echoes and batches of them over a memory store. An echo of `bad` fails for good. */
export function batchBench(settings: StoredSettings = {}) {
  const kinds = [echoKind, batchKind as unknown as JobKind];
  const engine = ownedEngine({ kinds, settings: fixedSettings(settingsSchema.parse(settings)) });
  const { time } = engine;
  const runner = new Runner(engine, 'server', [
    batchWork(undefined),
    {
      kind: echoKind,
      run: (input) => {
        const { text } = input as { text: string };
        if (text === 'bad') throw new JobError('invalid_input', 'bad', 'It is bad.');
        return Promise.resolve({ text });
      },
    },
  ]);
  /** Another web process, with what it knows by itself. */
  const process = (): Queue => createQueue(engine, { serverTimeoutMs: 10_000 });
  const queue = process();
  const submitted = async (request: Partial<SubmitRequest> & { kind: string }): Promise<Job> =>
    (await inTime(time, queue.submit({ userId: 'ann', input: undefined, ...request }))).job;

  return {
    engine,
    time,
    process,
    queue,
    echo: (more: Partial<SubmitRequest> = {}) =>
      submitted({ kind: 'echo', input: { text: 'hello' }, ...more }),
    batch: (count: number, text?: string, more: Partial<SubmitRequest> = {}) =>
      submitted({ kind: 'batch', input: batchOf(count, text), ...more }),
    job: async (id: string): Promise<Job> => {
      const job = await queue.get(id);
      if (job === null) throw new Error(`job ${id} is gone`);
      return job;
    },
    /** Claims a pending job and runs its attempt. */
    run: async (id: string): Promise<void> => {
      const stored = await engine.jobs.get(id);
      const claimed = stored === null ? null : await runner.claim(stored);
      if (claimed !== null) await inTime(time, runner.execute(claimed));
    },
    /** How many of a user's submits count now, in the long window. */
    taken: async (userId = 'ann'): Promise<number> => {
      const [long] = (await queue.limits(userId, null)).allowance;
      return (long?.limit ?? 0) - (long?.remaining ?? 0);
    },
    pending: async (...queues: string[]): Promise<Job[]> => {
      const page = await queue.list({ states: ['pending'], limit: 100 });
      return page.jobs.filter((job) => queues.length === 0 || queues.includes(job.queue));
    },
  };
}
