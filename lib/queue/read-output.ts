import type { Job } from '../jobs/job';
import type { Json } from '../jobs/json';
import type { Engine } from './engine';
import { unpack } from './payload';

/** A job's output wherever it stands; null unless completed. */
export async function readOutput(engine: Engine, job: Job): Promise<Json | null> {
  if (job.state !== 'completed') return null;
  return unpack(job.output, await engine.jobs.readParts(job.id, 'output', job.outputParts));
}
