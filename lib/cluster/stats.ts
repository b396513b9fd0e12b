import type { Millis } from '../jobs/job';
import type { Priority } from '../jobs/priority';
import type { ModelUse } from './run-counts';

export interface Percentiles {
  p50: number;
  p95: number;
  p99: number;
}

/** One queue now, and over the last five minutes. */
export interface QueueStats {
  waiting: number;
  /** Waiting jobs by priority; null when not counted lately. */
  waitingByPriority: Record<Priority, number> | null;
  scheduled: number;
  /** Of the scheduled ones, those that could run and are held back by their provider. */
  held: number;
  running: number;
  /** Failed jobs that are kept: the dead letters. */
  failed: number;
  /** Age of the oldest job that waits, or is held back by its provider. Milliseconds; null when none is. */
  oldestWaitingMs: number | null;
  /** Jobs that ended a minute, over the last five. */
  perMinute: number;
  /** Completed of all that completed or failed in the last five minutes, 0 to 1; null when none did. */
  successRate: number | null;
  /** Milliseconds, of the last five minutes; null when none ended. */
  waitMs: Percentiles | null;
  runMs: Percentiles | null;
}

/** The cluster's health in one word and one sentence, and what it is judged by. */
export interface Health {
  level: 'good' | 'degraded' | 'stalled' | 'down';
  sentence: string;
}

export type ModelSpend = ModelUse;

/** Jobs that ended, and attempts that are tried again, since statistics began: only ever grows. */
export interface EndedTotals {
  completed: number;
  failed: number;
  cancelled: number;
  retried: number;
}

/**
 * `stats/live`: written by the leader every five seconds, every fifteen while nothing happens.
 */
export interface LiveStats {
  /** On the leader's clock. */
  at: Millis;
  leaderId: string;
  /** The leader's: an older leader's write is refused. */
  fence: number;
  /** Of the last five minutes, how much this leader has seen. Milliseconds. */
  windowMs: number;
  servers: { alive: number; draining: number };
  health: Health;
  queues: Record<string, QueueStats>;
  /** All queues together. */
  total: QueueStats;
  /** Failed attempts by error code, over the last five minutes. */
  errors: Record<string, number>;
  /** Over the last five minutes. */
  recent: { completed: number; failed: number; cancelled: number };
  /** By queue. */
  ended: Record<string, EndedTotals>;
  /** By `provider:model`, over the UTC day `spendDay`: `2026-11-26`. */
  spend: Record<string, ModelSpend>;
  spendDay: string;
  /** `provider:model` of each breaker that lets no call through. */
  openBreakers: string[];
  desiredWorkers: number;
  /** Why so many, in one sentence. */
  desiredReason: string;
}

/**
 * One point of a chart: what ended in its interval, and the most that was seen in it of everything else. A day's
 * and a week's percentile is the worst of their minutes'.
 */
export interface StatsPoint {
  /** The end of its interval. */
  at: Millis;
  waiting: number;
  running: number;
  completed: number;
  failed: number;
  oldestWaitingMs: number;
  waitP95Ms: number;
  runP95Ms: number;
}

/** `stats/hour`, `stats/day`, `stats/week`: by the leader, once a point's interval. */
export interface StatsHistory {
  /** The leader's: an older leader's write is refused. */
  fence: number;
  /** Between two points. Milliseconds: a minute, five minutes, an hour. */
  intervalMs: number;
  /** Oldest first; 60, 288 and 168 at most. */
  points: StatsPoint[];
  /** The same points of each queue that did anything. */
  queues: Record<string, StatsPoint[]>;
}
