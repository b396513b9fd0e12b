import type { Millis } from '../jobs/job';
import type { Priority } from '../jobs/priority';

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
  running: number;
  /** Failed jobs that are kept: the dead letters. */
  failed: number;
  /** Age of the oldest waiting job. Milliseconds; null when none waits. */
  oldestWaitingMs: number | null;
  /** Jobs that ended a minute, over the last five. */
  perMinute: number;
  /** Completed of all that ended in the last five minutes, 0 to 1; null when none ended. */
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

export interface ModelSpend {
  tokens: number;
  /** US dollars. */
  cost: number;
  calls: number;
  cacheHits: number;
}

/** `stats/live`: written by the leader every few seconds. */
export interface LiveStats {
  /** On the leader's clock. */
  at: Millis;
  leaderId: string;
  fence: number;
  servers: { alive: number; draining: number };
  health: Health;
  queues: Record<string, QueueStats>;
  /** All queues together. */
  total: QueueStats;
  /** By error code, over the last five minutes. */
  errors: Record<string, number>;
  /** By `provider:model`, over the UTC day. */
  spend: Record<string, ModelSpend>;
  desiredWorkers: number;
}

/** One point of a chart. */
export interface StatsPoint {
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
  /** Between two points. Milliseconds: a minute, five minutes, an hour. */
  intervalMs: number;
  /** Oldest first; 60, 288 and 168 at most. */
  points: StatsPoint[];
  /** The same points of each queue. */
  queues: Record<string, StatsPoint[]>;
}
