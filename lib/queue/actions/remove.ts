import { isEnded } from '../../jobs/state';
import type { Engine } from '../engine';
import { childrenOf } from '../flows/children-of';
import { ifThere } from '../flows/go-on';
import { persist } from '../persist';
import { QueueError } from '../queue-error';
import { read } from './change';

const STORE_TRIES = 4;

/** Deletes an ended job with all that stands under it, and its children before it. */
export async function remove(engine: Engine, id: string): Promise<void> {
  for (;;) {
    const stored = await read(engine, id);
    if (!isEnded(stored.job.state)) {
      throw new QueueError(
        'illegal_transition',
        `A ${stored.job.state} job must be cancelled first.`,
      );
    }
    for (const child of await childrenOf(engine, stored.job)) {
      if (child !== null) await ifThere(() => remove(engine, child.job.id));
    }
    const outcome = await persist(engine, undefined, () => engine.jobs.remove(stored), STORE_TRIES);
    if (outcome.ok || outcome.reason === 'missing') return;
  }
}
