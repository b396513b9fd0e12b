import { isEnded } from '../../jobs/state';
import type { Engine } from '../engine';
import { persist } from '../persist';
import { QueueError } from '../queue-error';
import { read } from './change';

const STORE_TRIES = 4;

/** Deletes an ended job with all that stands under it. */
export async function remove(engine: Engine, id: string): Promise<void> {
  for (;;) {
    const { job, version } = await read(engine, id);
    if (!isEnded(job.state)) {
      throw new QueueError('illegal_transition', `A ${job.state} job must be cancelled first.`);
    }
    const outcome = await persist(
      engine,
      undefined,
      () => engine.jobs.remove(id, version),
      STORE_TRIES,
    );
    if (outcome.ok || outcome.reason === 'missing') return;
  }
}
