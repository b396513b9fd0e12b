import type { Job } from '../../jobs/job';
import type { Engine } from '../engine';
import { persist } from '../persist';
import { readOutput } from '../read-output';
import type { ChildResult } from '../work';
import { childId } from './child-id';
import { childrenOf } from './children-of';

/** How a job's children ended, in their order. */
export async function childResults(
  engine: Engine,
  parent: Job,
  signal: AbortSignal,
  outputs: boolean,
): Promise<ChildResult[]> {
  const children = await childrenOf(engine, parent, signal);
  return Promise.all(
    children.map(async (stored, index): Promise<ChildResult> => {
      if (stored === null) return deleted(childId(parent, index));
      const { job } = stored;
      const output = outputs ? await persist(engine, signal, () => readOutput(engine, job)) : null;
      return { id: job.id, state: job.state, output, error: job.error };
    }),
  );
}

function deleted(id: string): ChildResult {
  const message = 'It was deleted before its result was read.';
  const error = { code: 'deleted', class: 'invalid_input', message, retryable: false } as const;
  return { id, state: 'cancelled', output: null, error };
}
