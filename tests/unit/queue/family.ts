import { z } from 'zod';

import { JobError } from '@/lib/jobs/error';
import type { Job } from '@/lib/jobs/job';
import { defineKind, type JobKind } from '@/lib/jobs/kind';
import { createQueue } from '@/lib/queue/create-queue';
import type { JobStore, StoredJob } from '@/lib/queue/ports/job-store';
import type { Queue } from '@/lib/queue/queue';
import { ALL_SHARDS } from '@/lib/queue/shard';
import type { ChildRequest, ChildResult, Work } from '@/lib/queue/work';
import { Runner } from '@/lib/queue/worker/runner';
import { createMemoryJobStore } from '@/lib/stores/memory/job-store';

import { echoKind, inTime, type OwnedEngine, ownedEngine } from './owned-engine';

const parentInput = z.object({ texts: z.array(z.string()), concurrency: z.number().optional() });

/** Has an echo made of each text; its output is how they ended. */
export const parentKind = defineKind({
  ...echoKind,
  name: 'parent',
  input: parentInput,
  output: z.object({ results: z.array(z.unknown()) }),
  titleOf: () => 'parent',
}) as unknown as JobKind;

export interface Family {
  engine: OwnedEngine;
  queue: Queue;
  /** What the children were asked to do, in the order in which they ran. */
  ran: string[];
  /** How often the parent's work was begun, and the most children that ran at once. */
  seen: { parentRuns: number; together: number };
  submit(texts: string[], concurrency?: number): Promise<Job>;
  job(id: string): Promise<Job>;
  /** Claims and runs one job, if it is pending. */
  runOne(stored: StoredJob): Promise<void>;
  /** Claims and runs whatever is pending, together, until nothing is. */
  drain(): Promise<void>;
}

/** An echo, or of a JSON list another parent. */
function requestOf(text: string): ChildRequest {
  if (!text.startsWith('[')) return { kind: 'echo', input: { text } };
  return { kind: 'parent', input: { texts: JSON.parse(text) as unknown } };
}

/** A parent's work and its children's, run by one server over a memory store. A child whose text begins with `bad` fails for good. */
export function family(jobs: JobStore = createMemoryJobStore()): Family {
  const engine = ownedEngine({ jobs, kinds: [echoKind, parentKind] });
  const ran: string[] = [];
  const seen = { parentRuns: 0, together: 0 };
  let running = 0;
  const work: Work[] = [
    {
      kind: parentKind,
      run: async (input, context) => {
        seen.parentRuns += 1;
        const { texts, concurrency } = parentInput.parse(input);
        const requests = texts.map(requestOf);
        const options = concurrency === undefined ? {} : { concurrency };
        const results: ChildResult[] = await context.children(requests, options);
        return { results };
      },
    },
    {
      kind: echoKind,
      run: async (input) => {
        const { text } = input as { text: string };
        running += 1;
        seen.together = Math.max(seen.together, running);
        await engine.time.wait(10);
        running -= 1;
        ran.push(text);
        if (text.startsWith('bad')) throw new JobError('invalid_input', 'bad', 'It is bad.');
        return { text: `${text}!` };
      },
    },
  ];
  const runner = new Runner(engine, 'server', work);
  const queue = createQueue(engine, { serverTimeoutMs: 10_000 });

  const runOne = async (stored: StoredJob): Promise<void> => {
    const claimed = await runner.claim(stored);
    if (claimed !== null) await runner.execute(claimed);
  };
  const runAll = async (): Promise<void> => {
    for (;;) {
      const head = { queue: 'ai_processing', shards: ALL_SHARDS, limit: 100 };
      const pending = await engine.jobs.head(head);
      if (pending.length === 0) return;
      await Promise.all(pending.map(runOne));
    }
  };
  return {
    engine,
    queue,
    ran,
    seen,
    submit: async (texts, concurrency) => {
      const input = { texts, ...(concurrency === undefined ? {} : { concurrency }) };
      const { job } = await queue.submit({ kind: 'parent', userId: 'ann', input });
      return job;
    },
    job: async (id) => {
      const job = await queue.get(id);
      if (job === null) throw new Error(`job ${id} is gone`);
      return job;
    },
    runOne,
    drain: () => inTime(engine.time, runAll()),
  };
}
