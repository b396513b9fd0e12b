import type { Job } from '../../jobs/job';
import type { Engine } from '../engine';
import { PATIENCE_MS } from '../errors';
import { replay as revive } from '../transitions/revive';
import { change, retentionOf } from './change';

/** Puts a failed or cancelled job back in the queue; what its attempts saved is used again. */
export function replay(engine: Engine, id: string): Promise<Job> {
  return change(engine, id, (job) => ({
    patch: revive(job, engine.clock.now(), PATIENCE_MS + retentionOf(engine, job)),
  }));
}
