import type { Job } from '../../jobs/job';
import type { Engine } from '../engine';
import { fingerprint } from '../fingerprint';
import { revival } from '../flows/revival';
import { parseInput } from '../parse-input';
import { pack, partWrite } from '../payload';
import type { JobWrite } from '../ports/job-store';
import { QueueError } from '../queue-error';
import { change } from './change';

/**
 * Puts a failed or cancelled job back in the queue; what its attempts saved is used again, unless its input was
 * edited. For administrators: `retry` is its owner's, who is charged.
 * @throws QueueError `not_found`, `illegal_transition`, `invalid_input`
 */
export function replay(engine: Engine, id: string, edit: { input?: unknown } = {}): Promise<Job> {
  return change(engine, id, async (job) => {
    const { patch, others } = await revival(engine, job);
    const edited = edit.input === undefined ? {} : editedInput(engine, job, edit.input);
    return {
      ...edited,
      patch: { ...patch, ...edited.patch },
      ...(others.length === 0 ? {} : { alongside: { others } }),
    };
  });
}

function editedInput(
  engine: Engine,
  job: Job,
  input: unknown,
): Partial<Pick<JobWrite, 'patch' | 'parts'>> {
  const kind = engine.kindOf(job.kind);
  if (kind === undefined) {
    throw new QueueError('unknown_kind', `There is no kind of job called ${job.kind}.`);
  }
  if (job.children !== null) {
    throw new QueueError(
      'illegal_transition',
      'The input of a job that has made others cannot be edited. Submit it anew.',
    );
  }
  const parsed = parseInput(engine, kind, input);
  const packed = pack('input', parsed, job);
  // Once there are documents beside the job it must stay known that there are: deleting looks for them.
  const { inline } = packed;
  const moved = inline !== null && job.inputParts + job.checkpoints > 0;
  const parts = moved ? [partWrite('input', 0, [inline], job)] : packed.parts;
  return {
    patch: {
      input: moved ? null : inline,
      inputParts: moved ? 1 : packed.partCount,
      checkpoints: 0,
      fingerprint: fingerprint(kind.name, parsed),
      title: kind.titleOf(parsed),
      subjectId: kind.subjectOf(parsed),
    },
    parts,
  };
}
