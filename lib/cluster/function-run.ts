import type { Millis } from '../jobs/job';
import type { RunCounts } from './run-counts';

/** How long a run is kept where no leader takes it. Milliseconds. */
export const FUNCTION_RUN_KEPT_MS = 24 * 60 * 60_000;

/**
 * `function_runs/{id}`: what one invocation of a function began and ended, written once, at its end, where it did
 * anything. The leader takes it into the statistics and removes it.
 */
export interface FunctionRun {
  startedAt: Millis;
  /** By queue. */
  counts: Record<string, RunCounts>;
  expireAt: Millis;
}
