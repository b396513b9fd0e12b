/**
 * Durations in buckets whose bounds grow by a constant factor, so that a percentile is right within that factor
 * and two histograms add up (DDSketch: Masson, Rim, Lee 2019). Key: the bucket's number; only those that counted.
 */
export type Histogram = Record<string, number>;

/** What ended on one server in one queue since it started. */
export interface RunCounts {
  completed: number;
  failed: number;
  cancelled: number;
  /** Attempts that failed and are tried again. */
  retried: number;
  /** From the earliest start to the claim. */
  waitMs: Histogram;
  /** From the claim to the end. */
  runMs: Histogram;
  /** Failed jobs, by error code. */
  errors: Record<string, number>;
  /** Tokens and US dollars, by `provider:model`. */
  usage: Record<string, { tokens: number; cost: number; calls: number; cacheHits: number }>;
}
