/**
 * Durations in buckets whose bounds grow by a constant factor, so that a percentile is right within that factor
 * and two histograms add up (DDSketch: Masson, Rim, Lee 2019). Key: the bucket's number; only those that counted.
 */
export type Histogram = Record<string, number>;

/** Tokens and US dollars that calls of a model took. */
export interface ModelUse {
  tokens: number;
  cost: number;
  calls: number;
  cacheHits: number;
}

/** What began and ended on one server in one queue since it started. */
export interface RunCounts {
  /** Attempts. */
  started: number;
  completed: number;
  failed: number;
  cancelled: number;
  /** Attempts that failed and are tried again. */
  retried: number;
  /** Of each attempt: from when the job became pending to the claim. */
  waitMs: Histogram;
  /** Of the attempt that completed or failed a job: from the claim to the end. */
  runMs: Histogram;
  /** Failed attempts, tried again or not, by error code. */
  errors: Record<string, number>;
  /** By `provider:model`. */
  usage: Record<string, ModelUse>;
}
