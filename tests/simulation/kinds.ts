import { z } from 'zod';

import { JobError } from '@/lib/jobs/error';
import { defineKind, type JobKind } from '@/lib/jobs/kind';
import { sleep } from '@/lib/queue/sleep';
import type { Work } from '@/lib/queue/work';

import type { Outages } from './outages';
import type { Process } from './process';

export const LEASE_LIMIT_MS = 30_000;

const input = z.object({
  /** Steps, each a checkpoint. */
  steps: z.number(),
  stepMs: z.number(),
  /** What an attempt may throw at each step, and how often. */
  errorRate: z.number(),
  /** Does not heed its abort signal. */
  deaf: z.boolean(),
});

export type StepsInput = z.output<typeof input>;

export const stepsKind = defineKind({
  name: 'steps',
  title: 'Steps',
  description: 'Some steps, each a checkpoint.',
  queue: 'ai_processing',
  input,
  output: z.object({ done: z.array(z.number()) }),
  retry: { maxAttempts: 4, backoffMs: 500, maxBackoffMs: 5_000 },
  timeLimitMs: LEASE_LIMIT_MS,
  shareMs: 100,
  retentionMs: 60 * 60_000,
  titleOf: () => 'steps',
  subjectOf: () => null,
}) as unknown as JobKind;

export const invalidKind = { ...stepsKind, name: 'invalid' };

/** The work as one process does it. */
export function simulatedWork(process: Process, outages: Outages): Work[] {
  const { clock, random } = process;
  const steps: Work = {
    kind: stepsKind,
    hold: () => outages.hold(clock.now()),
    run: async (given, context) => {
      const { steps: count, stepMs, errorRate, deaf } = given as StepsInput;
      const done = (await context.loadCheckpoints()) as number[];
      for (let step = done.length; step < count; step++) {
        await sleep(clock, stepMs, deaf ? undefined : context.signal);
        if (!deaf) context.signal.throwIfAborted();
        if (outages.now) throw someError(0);
        if (random.chance(errorRate)) throw someError(random.between(0, 2));
        await context.saveCheckpoint(step);
        done.push(step);
        context.progress({ current: step + 1, total: count, message: 'working' });
      }
      return { done };
    },
  };
  const invalid: Work = {
    kind: invalidKind,
    run: () => Promise.reject(new JobError('invalid_input', 'poison', 'It can never work.')),
  };
  return [steps, invalid];
}

function someError(which: number): Error {
  if (which === 0) return new JobError('overloaded', 'busy', 'The provider is busy.');
  if (which === 1) return new JobError('timeout', 'slow', 'The provider was too slow.');
  return new Error('a bug');
}
