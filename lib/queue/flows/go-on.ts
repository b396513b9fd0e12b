import type { Job } from '../../jobs/job';
import { change } from '../actions/change';
import type { Engine } from '../engine';
import { QueueError } from '../queue-error';
import { letGo, resume } from '../transitions/flow';

/** A waiting parent becomes pending once its children have all ended. @returns the parent as it is now; null: gone */
export async function goOn(engine: Engine, parentId: string): Promise<Job | null> {
  return ifThere(() =>
    change(engine, parentId, (job) =>
      isReady(job) ? { patch: resume(job, engine.clock.now()) } : null,
    ),
  );
}

/** A child that waits for a sibling becomes pending. Nothing happens to one that does not wait. */
export async function letGoOf(engine: Engine, childId: string): Promise<void> {
  await ifThere(() =>
    change(engine, childId, (job) =>
      isHeld(job) ? { patch: letGo(job, engine.clock.now()) } : null,
    ),
  );
}

export function isHeld(job: Job): boolean {
  return job.state === 'scheduled' && job.flow?.held === true;
}

function isReady({ state, waiting, children }: Job): boolean {
  return (
    state === 'scheduled' &&
    waiting?.reason === 'children' &&
    children !== null &&
    children.ended >= children.total
  );
}

/** Null for a job that was deleted. */
export async function ifThere<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof QueueError && error.code === 'not_found') return null;
    throw error;
  }
}
