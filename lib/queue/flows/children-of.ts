import type { Job } from '../../jobs/job';
import type { Engine } from '../engine';
import { persist } from '../persist';
import type { StoredJob } from '../ports/job-store';
import { childId } from './child-id';

const STORE_TRIES = 4;

/** A job's children in their order; null for one that was deleted. @throws StoreUnavailable */
export function childrenOf(
  engine: Engine,
  parent: Job,
  signal?: AbortSignal,
): Promise<(StoredJob | null)[]> {
  const places = Array.from({ length: parent.children?.total ?? 0 }, (_, index) => index);
  const tries = signal === undefined ? STORE_TRIES : Infinity;
  return Promise.all(
    places.map((index) =>
      persist(engine, signal, () => engine.jobs.get(childId(parent, index)), tries),
    ),
  );
}
