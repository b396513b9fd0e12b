import type { Job } from '../../jobs/job';
import type { Engine } from '../engine';
import { pack, type Packed } from '../payload';
import { persist } from '../persist';
import { QueueError } from '../queue-error';
import { change, STORE_TRIES } from './change';

/**
 * Replaces a completed job's output by a person's, if nobody amended it since they read it. Asked again with the same
 * words it answers the same: where the answer was lost, on the way here or on the way to the caller, the next try meets
 * what the first one wrote.
 */
export async function amend(
  engine: Engine,
  id: string,
  amendment: { revision: number; output: unknown },
): Promise<Job> {
  return change(engine, id, async (job) => {
    if (job.state !== 'completed') {
      throw new QueueError('illegal_transition', 'Only a completed job’s result can be edited.');
    }
    const since = job.revision - amendment.revision;
    if (since !== 0 && since !== 1) throw amendedElsewhere();
    const packed = packedOutput(engine, job, amendment.output);
    if (since === 1) {
      if (await isOutput(engine, job, packed)) return null;
      throw amendedElsewhere();
    }
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

function packedOutput(engine: Engine, job: Job, output: unknown): Packed {
  const parsed = engine.kindOf(job.kind)?.output.safeParse(output);
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
  return pack('output', parsed.data, job);
}

/** Whether the job's output is already, to the letter, what somebody wants it to be. */
async function isOutput(engine: Engine, job: Job, wanted: Packed): Promise<boolean> {
  if (job.output !== wanted.inline || job.outputParts !== wanted.partCount) return false;
  if (wanted.partCount === 0) return true;
  const read = (): Promise<string[]> => engine.jobs.readParts(job.id, 'output', job.outputParts);
  const stored = await persist(engine, undefined, read, STORE_TRIES);
  return stored.join('') === wanted.parts.flatMap(({ texts }) => texts).join('');
}

const amendedElsewhere = (): QueueError =>
  new QueueError(
    'revision_conflict',
    'The result was edited elsewhere in the meantime. Reload it, then make your change again.',
  );
