import type { Job } from '../../jobs/job';
import type { Engine } from '../engine';
import { pack } from '../payload';
import { QueueError } from '../queue-error';
import { change } from './change';

/** Replaces a completed job's output by a person's, if nobody amended it since they read it. */
export async function amend(
  engine: Engine,
  id: string,
  amendment: { revision: number; output: unknown },
): Promise<Job> {
  return change(engine, id, (job) => {
    if (job.state !== 'completed') {
      throw new QueueError('illegal_transition', 'Only a completed job’s result can be edited.');
    }
    if (job.revision !== amendment.revision) {
      throw new QueueError(
        'revision_conflict',
        'The result was edited elsewhere in the meantime. Reload it, then make your change again.',
      );
    }
    const parsed = engine.kindOf(job.kind)?.output.safeParse(amendment.output);
    if (!parsed?.success) {
      throw new QueueError(
        'invalid_input',
        'The edited result does not have the shape of this kind of job.',
        parsed?.error.issues.map((issue) => ({
          path: issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
          message: issue.message,
        })),
      );
    }
    const packed = pack('output', parsed.data, job);
    return {
      patch: {
        output: packed.inline,
        outputParts: packed.partCount,
        revision: job.revision + 1,
        updatedAt: engine.clock.now(),
      },
      parts: packed.parts,
    };
  });
}
