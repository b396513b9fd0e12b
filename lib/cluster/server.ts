import type { Millis } from '../jobs/job';
import type { RunCounts } from './run-counts';

/** `servers/{id}`: written by that server alone, about every heartbeat interval. */
export interface ServerRecord {
  id: string;
  /** Goes up by one each heartbeat. An observer judges by this moving, on its own clock. */
  counter: number;
  startedAt: Millis;
  heartbeatAt: Millis;
  heartbeatMs: number;
  /** True from SIGTERM on, or while an administrator drains it: takes no new job. */
  draining: boolean;
  leader: boolean;
  running: number;
  /** Jobs that run, by queue. */
  runningByQueue: Record<string, number>;
  /** How many jobs it runs at once, by queue. */
  concurrency: Record<string, number>;
  shards: number[];
  /** What it measured of finished attempts, by kind: for estimates. Milliseconds. */
  meanRunMs: Record<string, number>;
  /** Since it started, by queue. */
  counts: Record<string, RunCounts>;
  /** Calls of a model at once that it allows itself now, by `provider:model`. */
  adaptiveLimits: Record<string, number>;
  memoryBytes: number;
  version: string;
}
