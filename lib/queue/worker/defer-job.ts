import type { Engine } from '../engine';
import { persist } from '../persist';
import type { StoredJob } from '../ports/job-store';
import { defer, type Hold } from '../transitions/defer';

/**
 * Puts a pending job off by compare-and-set from the snapshot at hand: one write, which travels with those of the
 * other jobs of its page. Whoever wrote since has decided otherwise.
 */
export async function deferJob(
  engine: Engine,
  { job, version }: StoredJob,
  hold: Hold,
  giveUp: AbortSignal,
): Promise<void> {
  const patch = defer(job, hold, engine.clock.now(), engine.entropy.random());
  await persist(engine, giveUp, () => engine.jobs.write({ id: job.id, version, patch }));
}
